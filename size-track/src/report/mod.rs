//! Everything that can be told of the size of a file, in one place.

mod budget;
mod host;

use serde::Serialize;

pub use self::budget::{BudgetReport, Left};
pub use self::host::{Compiled, Footprint, Host};
use crate::compress::Compressed;
use crate::input::Input;
use crate::measure::{MeasureError, Measurement, measure, parts};
use crate::stack::Stack;
use greentic_shrink::{Options, shrink};

/// What is told of several files.
#[derive(Debug, Default, Serialize)]
pub struct Report {
    /// The files, in the order in which they were given.
    pub files: Vec<FileReport>,
    /// The files of which nothing can be told.
    pub failed: Vec<Failed>,
}

/// A file of which nothing can be told.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Failed {
    /// What it is called.
    pub name: String,
    /// Why nothing can be told, for people, on one line.
    pub message: String,
}

/// What is told of one file.
#[derive(Debug, Serialize)]
pub struct FileReport {
    /// What it is called.
    pub name: String,
    /// Where it is; `null` for standard input.
    pub path: Option<String>,
    /// The file as it is: its sizes, and the stack that its calls take.
    #[serde(flatten)]
    pub sizes: Measurement,
    /// Why the stack cannot be told; `null` where it is.
    pub stack_unknown: Option<String>,
    /// The file after `component-shrink`, without wasm-opt; `null` where it was left out.
    pub shrunk: Option<Told<Shrunk>>,
    /// The code that a host makes of the file; `null` where it was left out.
    pub compiled: Option<Compiled>,
    /// What an instance takes in a host; `null` where it was left out.
    pub instance: Option<Told<Footprint>>,
    /// The budget of the file; `null` where it has none.
    pub budget: Option<BudgetReport>,
}

/// Something that is told, or why it cannot be.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(untagged)]
pub enum Told<T> {
    /// It is told.
    Known(T),
    /// It cannot be told.
    Unknown {
        /// Why not, for people, on one line.
        unknown: String,
    },
}

impl<T> Told<T> {
    /// Makes it of a result, whose error is the reason.
    pub fn of(result: Result<T, impl std::fmt::Display>) -> Self {
        match result {
            Ok(value) => Self::Known(value),
            Err(error) => {
                let error = format!("{error:#}");
                let unknown = greentic_untrusted::on_one_line(&error).into_owned();
                Self::Unknown { unknown }
            }
        }
    }

    /// Returns what is told.
    pub fn known(&self) -> Option<&T> {
        match self {
            Self::Known(value) => Some(value),
            Self::Unknown { .. } => None,
        }
    }
}

/// The sizes of a file that was shrunk.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub struct Shrunk {
    /// All of the file.
    pub bytes: u64,
    /// After gzip.
    pub gzip_bytes: u64,
    /// After brotli.
    pub brotli_bytes: u64,
    /// After zstd.
    pub zstd_bytes: u64,
    /// All core modules, custom sections aside.
    pub core_bytes: u64,
    /// What is around them.
    pub wrapper_bytes: u64,
    /// All custom sections.
    pub custom_bytes: u64,
}

/// What to tell, besides what the file itself says.
pub struct Wanted<'h> {
    /// Whether files are shrunk.
    pub shrunk: bool,
    /// The host that files are compiled by; `None` leaves out what only that can tell.
    pub host: Option<&'h dyn Host>,
}

impl FileReport {
    /// Tells all that can be told of a file.
    ///
    /// # Errors
    /// - The file is no WebAssembly, cut off or damaged.
    pub fn of(input: &Input, wanted: &Wanted<'_>) -> Result<Self, MeasureError> {
        let bytes = &*input.bytes;
        // Nothing is compressed or compiled that is no WebAssembly.
        let kind = parts(bytes)?.kind;
        let (mut sizes, shrunk, stack, native) = std::thread::scope(|scope| {
            let native = wanted.host.map(|host| {
                scope.spawn(move || (host.compiled(bytes, kind), host.footprint(bytes)))
            });
            let sizes = measure(bytes)?;
            let stack = Stack::of_file(bytes);
            let shrunk = wanted.shrunk.then(|| Told::of(shrunk_sizes(bytes)));
            let native = native.map(|thread| {
                let ended = thread.join();
                ended.unwrap_or_else(|payload| std::panic::resume_unwind(payload))
            });
            Ok::<_, MeasureError>((sizes, shrunk, stack, native))
        })?;
        let mut stack_unknown = None;
        match Told::of(stack) {
            Told::Known(stack) => sizes.stack = stack,
            Told::Unknown { unknown } => stack_unknown = Some(unknown),
        }
        let (compiled, instance) = native.unzip();
        Ok(Self {
            name: input.name.clone(),
            path: input.path.as_ref().map(|path| path.display().to_string()),
            sizes,
            stack_unknown,
            shrunk,
            compiled,
            instance,
            budget: None,
        })
    }
}

fn shrunk_sizes(bytes: &[u8]) -> anyhow::Result<Shrunk> {
    let shrunk = shrink(bytes, &Options::default())?.component;
    let sizes = parts(&shrunk)?;
    let compressed = Compressed::of(&shrunk);
    Ok(Shrunk {
        bytes: sizes.bytes,
        gzip_bytes: compressed.gzip,
        brotli_bytes: compressed.brotli,
        zstd_bytes: compressed.zstd,
        core_bytes: sizes.core_bytes,
        wrapper_bytes: sizes.wrapper_bytes,
        custom_bytes: sizes.custom_bytes,
    })
}
