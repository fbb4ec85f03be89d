//! Finds the files for a command: a file, a folder of files, or a Cargo package.
//!
//! ```
//! use greentic_size_track::input::{Build, find};
//! use greentic_size_track::progress::Silent;
//!
//! let folder = tempfile::tempdir()?;
//! std::fs::create_dir(folder.path().join("plugins"))?;
//! std::fs::write(folder.path().join("plugins/a.wasm"), b"\0asm\x01\0\0\0")?;
//!
//! let found = find(folder.path(), &Build::default(), &mut Silent)?;
//! assert_eq!(found.inputs[0].name, "plugins/a.wasm");
//! assert_eq!(found.inputs[0].bytes.len(), 8);
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```

mod folder;
mod package;
mod settings;

use std::fs::File;
use std::io;
use std::path::{Path, PathBuf};

use greentic_untrusted::files::read_at_most;
use greentic_untrusted::on_one_line;

pub use self::package::{Artifact, Build};
use crate::progress::Progress;
use crate::toolchain::ToolchainError;

/// Most bytes of one file.
pub const MOST_BYTES: u64 = 256 << 20;

/// Most bytes of all files of one folder or package.
pub const MOST_BYTES_TOGETHER: u64 = 1 << 30;

/// Most `.wasm` files of one folder.
pub const MOST_FILES: usize = 10_000;

/// Most entries of a folder and its subfolders that are looked at.
pub const MOST_ENTRIES: usize = 1_000_000;

/// Most folders within each other.
pub const MOST_DEPTH: usize = 64;

/// A file to look at.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Input {
    /// The name. A file has the name that was given. A file of a folder has its path below
    /// the folder, with `/` between the parts. A file that a package builds has the name
    /// of the package: `NAME`, or `NAME/TARGET` if it builds several. Names are printed
    /// with [`on_one_line`].
    pub name: String,
    /// The path; `None` for standard input.
    pub path: Option<PathBuf>,
    /// The content; it may be any bytes.
    pub bytes: Vec<u8>,
}

/// The files at one path.
#[derive(Debug)]
pub struct InputSet {
    /// The kind of the path.
    pub kind: InputKind,
    /// The files, sorted by name. A folder has at least one, together with
    /// [`InputSet::unread`].
    pub inputs: Vec<Input>,
    /// Files of a folder that cannot be read, sorted by name.
    pub unread: Vec<UnreadFile>,
}

/// The kind of a path.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum InputKind {
    /// One file, or standard input.
    File,
    /// A folder.
    Folder,
    /// A Cargo package, or a workspace of some.
    Package,
}

/// A file of a folder that cannot be read.
#[derive(Debug)]
pub struct UnreadFile {
    /// The name, as in [`Input::name`].
    pub name: String,
    /// The reason why it cannot be read.
    pub error: InputError,
}

/// The reason why there is nothing to look at.
#[derive(Debug, thiserror::Error)]
pub enum InputError {
    /// The system refused.
    #[error("cannot read {name}: {error}")]
    Io {
        /// The file or folder.
        name: String,
        /// The error of the system.
        error: io::Error,
    },
    /// A file is too large.
    #[error(
        "{name}: the file has more than {MOST_BYTES} bytes, the most that is looked at; name a \
         smaller one"
    )]
    TooLarge {
        /// The file.
        name: String,
    },
    /// A folder has no `.wasm` file.
    #[error(
        "{folder}: no .wasm file is in this folder or below it (folders called target, \
         node_modules or .* are left out); name a file, or one of those folders"
    )]
    Nothing {
        /// The folder.
        folder: String,
    },
    /// A folder is larger than a bound.
    #[error("{folder}: {what} than {bound}, the most that is looked at; name a folder below it")]
    TooMuch {
        /// The folder.
        folder: String,
        /// The thing that there is too much of.
        what: &'static str,
        /// The limit.
        bound: u64,
    },
    /// Cargo does not know the package.
    #[error("{manifest}: {message}")]
    Package {
        /// The Cargo.toml.
        manifest: String,
        /// The fault and its remedy.
        message: String,
    },
    /// Something does not compile.
    #[error("`{command}` failed:\n{output}")]
    Build {
        /// The command that was run.
        command: String,
        /// The output of Cargo.
        output: String,
    },
    /// There is no compiler, or none for the target.
    #[error(transparent)]
    Toolchain(#[from] ToolchainError),
}

/// Finds the files at `path`:
///
/// - `-` is standard input.
/// - A folder with a Cargo.toml, or a file of this name, is a package. It is built, see
///   [`Build`], and its files are its cdylib and bin targets.
/// - Any other folder stands for all `.wasm` files in it and below. Folders below `path`
///   are left out if they are called `target` or `node_modules`, or begin with a dot.
///   Links to files are followed, links to folders are not.
/// - Anything else is a file.
///
/// Files beyond the limits of this module are not read.
///
/// # Errors
/// - There is nothing at `path`, or it cannot be read.
/// - A folder has no such file, or more than a bound.
/// - A package does not build, or its result is not a component or a core module.
pub fn find(
    path: &Path,
    build: &Build,
    progress: &mut dyn Progress,
) -> Result<InputSet, InputError> {
    if path == Path::new("-") {
        let name = "standard input".to_owned();
        let bytes = at_most(io::stdin().lock(), MOST_BYTES);
        let bytes = bytes.map_err(|error| refused(&name, error))?;
        let path = None;
        return Ok(InputSet::file(Input { name, path, bytes }));
    }
    if path.is_dir() {
        let manifest = path.join("Cargo.toml");
        return if manifest.is_file() {
            package::build(&manifest, build, progress)
        } else {
            folder::find(path)
        };
    }
    if path.file_name().is_some_and(|name| name == "Cargo.toml") && path.is_file() {
        return package::build(path, build, progress);
    }
    let name = path.display().to_string();
    // A pipe may be named too.
    let read = File::open(path).and_then(|file| read_at_most(&file, MOST_BYTES));
    let bytes = read.map_err(|error| refused(&on_one_line(&name), error))?;
    let path = Some(path.to_owned());
    Ok(InputSet::file(Input { name, path, bytes }))
}

impl InputSet {
    fn file(input: Input) -> Self {
        Self {
            kind: InputKind::File,
            inputs: vec![input],
            unread: Vec::new(),
        }
    }
}

/// Reads a stream of at most `limit` bytes.
fn at_most(stream: impl io::Read, limit: u64) -> io::Result<Vec<u8>> {
    let mut bytes = Vec::new();
    let mut stream = stream.take(limit + 1);
    io::Read::read_to_end(&mut stream, &mut bytes)?;
    if bytes.len() as u64 > limit {
        return Err(io::ErrorKind::FileTooLarge.into());
    }
    Ok(bytes)
}

/// Wraps an error of the system. `name` must be on one line.
fn refused(name: &str, error: io::Error) -> InputError {
    let name = name.to_owned();
    if error.kind() == io::ErrorKind::FileTooLarge {
        return InputError::TooLarge { name };
    }
    InputError::Io { name, error }
}
