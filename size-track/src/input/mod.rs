//! Finds what a command shall look at: a file, a folder of files, or a Cargo package.
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

/// Most entries of a folder and those below it that are looked at.
pub const MOST_ENTRIES: usize = 1_000_000;

/// Most folders, one within the other.
pub const MOST_DEPTH: usize = 64;

/// A file to look at.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Input {
    /// What to call it. A file is called as it was named, one of a folder by its path
    /// below that, with `/` between the parts, and what a package builds by the name of the
    /// package: `NAME`, or `NAME/TARGET` where it builds several. Printed with
    /// [`on_one_line`].
    pub name: String,
    /// Where it is; `None` for standard input.
    pub path: Option<PathBuf>,
    /// What is in it; anything at all.
    pub bytes: Vec<u8>,
}

/// What was found at one path.
#[derive(Debug)]
pub struct Found {
    /// What is at the path.
    pub kind: Kind,
    /// The files, sorted by name. A folder has at least one, counting [`Found::unread`].
    pub inputs: Vec<Input>,
    /// Files of a folder that cannot be read, sorted by name.
    pub unread: Vec<Unread>,
}

/// What a path leads to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// One file, or standard input.
    File,
    /// A folder.
    Folder,
    /// A Cargo package, or a workspace of some.
    Package,
}

/// A file of a folder that cannot be read.
#[derive(Debug)]
pub struct Unread {
    /// What to call it, as [`Input::name`].
    pub name: String,
    /// Why it cannot be read.
    pub error: InputError,
}

/// Why there is nothing to look at.
#[derive(Debug, thiserror::Error)]
pub enum InputError {
    /// The system refused.
    #[error("cannot read {name}: {error}")]
    Io {
        /// The file or folder.
        name: String,
        /// What the system said.
        error: io::Error,
    },
    /// A file is too large.
    #[error("{name}: the file has more than {MOST_BYTES} bytes, the most that is looked at")]
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
        /// What there is too much of.
        what: &'static str,
        /// The most that there may be.
        bound: u64,
    },
    /// Cargo knows no such package.
    #[error("{manifest}: {message}")]
    Package {
        /// The Cargo.toml.
        manifest: String,
        /// What is wrong and what to do.
        message: String,
    },
    /// Something does not compile.
    #[error("`{command}` failed:\n{output}")]
    Build {
        /// What was run.
        command: String,
        /// What Cargo said.
        output: String,
    },
    /// There is no compiler, or none for the target.
    #[error(transparent)]
    Toolchain(#[from] ToolchainError),
}

/// Finds what is at `path`:
///
/// - `-` is standard input.
/// - A folder with a Cargo.toml, or a file called so, is a package: it is built, see
///   [`Build`], and what comes out are its cdylib and bin targets.
/// - Any other folder is all `.wasm` files in it and below. Folders called `target` or
///   `node_modules`, or with a dot before their name, are left out below `path`. Links to
///   files are followed, links to folders are not.
/// - Anything else is a file.
///
/// Nothing above the bounds of this module is read.
///
/// # Errors
/// - There is nothing at `path`, or it cannot be read.
/// - A folder has no such file, or more than a bound.
/// - A package does not build, or is no component and no module.
pub fn find(path: &Path, build: &Build, progress: &mut dyn Progress) -> Result<Found, InputError> {
    if path == Path::new("-") {
        let name = "standard input".to_owned();
        let bytes = at_most(io::stdin().lock(), MOST_BYTES);
        let bytes = bytes.map_err(|error| refused(&name, error))?;
        let path = None;
        return Ok(Found::file(Input { name, path, bytes }));
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
    // A pipe is a file too, where somebody names it.
    let read = File::open(path).and_then(|file| read_at_most(&file, MOST_BYTES));
    let bytes = read.map_err(|error| refused(&on_one_line(&name), error))?;
    let path = Some(path.to_owned());
    Ok(Found::file(Input { name, path, bytes }))
}

impl Found {
    fn file(input: Input) -> Self {
        Self {
            kind: Kind::File,
            inputs: vec![input],
            unread: Vec::new(),
        }
    }
}

/// Reads a stream that has at most `limit` bytes.
fn at_most(stream: impl io::Read, limit: u64) -> io::Result<Vec<u8>> {
    let mut bytes = Vec::new();
    let mut stream = stream.take(limit + 1);
    io::Read::read_to_end(&mut stream, &mut bytes)?;
    if bytes.len() as u64 > limit {
        return Err(io::ErrorKind::FileTooLarge.into());
    }
    Ok(bytes)
}

/// Makes an error of one of the system. `name` stands on one line.
fn refused(name: &str, error: io::Error) -> InputError {
    let name = name.to_owned();
    if error.kind() == io::ErrorKind::FileTooLarge {
        return InputError::TooLarge { name };
    }
    InputError::Io { name, error }
}
