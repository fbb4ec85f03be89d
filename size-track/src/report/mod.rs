//! Everything that is known about the size of a file, in one place.

mod budget;
mod host;

use greentic_shrink::{Options, shrink};
use serde::Serialize;

pub use self::budget::BudgetReport;
pub use self::host::{Compiled, Footprint, Host};
use crate::budget::own::OwnBudgets;
use crate::compress::Compressed;
use crate::input::Input;
use crate::measure::{MeasureError, Measurement, measure, parts};
use crate::stack::Stack;

/// The report about several files.
#[derive(Debug, Default, Serialize)]
pub struct Report {
    /// The files, in the order in which they were given.
    pub files: Vec<FileReport>,
    /// The files that cannot be reported.
    pub failed: Vec<Failed>,
}

/// A file that cannot be reported.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Failed {
    /// The name.
    pub name: String,
    /// The reason, for people, on one line.
    pub message: String,
}

/// The report about one file.
#[derive(Debug, Serialize)]
pub struct FileReport {
    /// The name.
    pub name: String,
    /// The path; `null` for standard input.
    pub path: Option<String>,
    /// The file as it is: its sizes, and the stack that its calls take.
    #[serde(flatten)]
    pub sizes: Measurement,
    /// The reason why the stack is unknown; `null` if it is known.
    pub stack_unknown: Option<String>,
    /// The file after `component-shrink`, without wasm-opt; `null` if it was left out.
    pub shrunk: Option<Fact<Shrunk>>,
    /// The code that a host makes of the file; `null` if it was left out.
    pub compiled: Option<Compiled>,
    /// The memory that an instance takes in a host; `null` if it was left out.
    pub instance: Option<Fact<Footprint>>,
    /// The budget of the file; `null` if it has none.
    pub budget: Option<BudgetReport>,
}

/// A fact, or the reason why it is unknown.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(untagged)]
pub enum Fact<T> {
    /// The fact is known.
    Known(T),
    /// The fact is unknown.
    Unknown {
        /// The reason, for people, on one line.
        unknown: String,
    },
}

impl<T> Fact<T> {
    /// Converts a result. Its error is the reason.
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

    /// Returns the fact, if it is known.
    pub fn known(&self) -> Option<&T> {
        match self {
            Self::Known(value) => Some(value),
            Self::Unknown { .. } => None,
        }
    }
}

/// The sizes of a shrunk file.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub struct Shrunk {
    /// The whole file.
    pub bytes: u64,
    /// After gzip.
    pub gzip_bytes: u64,
    /// After brotli.
    pub brotli_bytes: u64,
    /// After zstd.
    pub zstd_bytes: u64,
    /// All core modules, without custom sections.
    pub core_bytes: u64,
    /// The parts around the core modules.
    pub wrapper_bytes: u64,
    /// All custom sections.
    pub custom_bytes: u64,
}

/// The facts that a report should have beside those of the file itself.
pub struct ReportOptions<'h> {
    /// `true` if files are shrunk.
    pub shrunk: bool,
    /// The budgets of the files.
    pub budgets: Option<&'h OwnBudgets>,
    /// The host that compiles files. Without it, the facts that only an engine knows are
    /// left out.
    pub host: Option<&'h dyn Host>,
}

impl FileReport {
    /// Reports everything that is known about a file.
    ///
    /// # Errors
    /// - The file is no WebAssembly, cut off or damaged.
    pub fn of(input: &Input, wanted: &ReportOptions<'_>) -> Result<Self, MeasureError> {
        let bytes = &*input.bytes;
        // Nothing is compressed or compiled that is no WebAssembly.
        let kind = parts(bytes)?.kind;
        let (mut sizes, shrunk, stack, native) = std::thread::scope(|scope| {
            let native = wanted.host.map(|host| {
                scope.spawn(move || (host.compiled(bytes, kind), host.footprint(bytes)))
            });
            let sizes = measure(bytes)?;
            let stack = Stack::of_file(bytes);
            let shrunk = wanted.shrunk.then(|| shrunk(bytes));
            let native = native.map(|thread| {
                let ended = thread.join();
                ended.unwrap_or_else(|payload| std::panic::resume_unwind(payload))
            });
            Ok::<_, MeasureError>((sizes, shrunk, stack, native))
        })?;
        let mut stack_unknown = None;
        match Fact::of(stack) {
            Fact::Known(stack) => sizes.stack = stack,
            Fact::Unknown { unknown } => stack_unknown = Some(unknown),
        }
        let (compiled, instance) = native.unzip();
        let (shrunk_bytes, shrunk) = match shrunk {
            None => (None, None),
            Some(Ok((bytes, sizes))) => (Some(bytes), Some(Fact::Known(sizes))),
            Some(Err(error)) => (None, Some(Fact::of(Err(error)))),
        };
        let mut report = Self {
            name: input.name.clone(),
            path: input.path.as_ref().map(|path| path.display().to_string()),
            sizes,
            stack_unknown,
            shrunk,
            compiled,
            instance,
            budget: None,
        };
        if let Some(budgets) = wanted.budgets
            && let Some(table) = budget::table(budgets, input.path.as_deref(), &input.name)
        {
            report.budget = budget::left(&report, budgets, table, shrunk_bytes.as_deref());
        }
        Ok(report)
    }
}

/// Shrinks a file, and measures the result.
fn shrunk(bytes: &[u8]) -> anyhow::Result<(Vec<u8>, Shrunk)> {
    let shrunk = shrink(bytes, &Options::default())?.component;
    let sizes = parts(&shrunk)?;
    let compressed = Compressed::of(&shrunk);
    let sizes = Shrunk {
        bytes: sizes.bytes,
        gzip_bytes: compressed.gzip,
        brotli_bytes: compressed.brotli,
        zstd_bytes: compressed.zstd,
        core_bytes: sizes.core_bytes,
        wrapper_bytes: sizes.wrapper_bytes,
        custom_bytes: sizes.custom_bytes,
    };
    Ok((shrunk, sizes))
}
