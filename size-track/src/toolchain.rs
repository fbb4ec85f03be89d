//! The compiler that a workspace is built with, and its WebAssembly target.

use std::io::{self, BufRead as _, BufReader, Read as _};
use std::path::{Path, PathBuf};
use std::process::{Command, ExitStatus, Output, Stdio};

use crate::environment::clean_command;
use crate::progress::Progress;

/// The target of components.
pub const TARGET: &str = "wasm32-wasip2";

/// The compiler of one workspace.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Toolchain {
    /// The output of `rustc --version`. Sizes depend on it.
    pub version: String,
}

/// The reason why there is no compiler for components.
#[derive(Debug, thiserror::Error)]
pub enum ToolchainError {
    /// A tool cannot be started.
    #[error("cannot run `{program}`: {error}; is Rust installed? See https://rustup.rs")]
    Start {
        /// The tool.
        program: String,
        /// The error of the system.
        error: io::Error,
    },
    /// A tool failed.
    #[error("`{command}` failed:\n{output}")]
    Failed {
        /// The command that was run.
        command: String,
        /// The output of the tool.
        output: String,
    },
    /// The target is missing, and there is no rustup to add it.
    #[error(
        "this Rust cannot build for {target}: {} is missing, and rustup is not there to add it; install the target with your system's package manager, or Rust with https://rustup.rs",
        folder.display()
    )]
    NoTarget {
        /// The target.
        target: String,
        /// The folder where the target's library should be.
        folder: PathBuf,
    },
}

impl Toolchain {
    /// Returns the compiler of the workspace at `root`, ready to build components. If the
    /// target is missing, `rustup` adds it, and `progress` reports it.
    ///
    /// # Errors
    /// When there is no compiler, or the target cannot be added.
    pub fn ready(root: &Path, progress: &mut dyn Progress) -> Result<Self, ToolchainError> {
        Self::ready_for(root, TARGET, progress)
    }

    /// Does the same as [`Toolchain::ready`] for another target.
    ///
    /// # Errors
    /// As for [`Toolchain::ready`], and when there is no such target.
    pub fn ready_for(
        root: &Path,
        target: &str,
        progress: &mut dyn Progress,
    ) -> Result<Self, ToolchainError> {
        let version = run(rustc(root).arg("--version"))?;
        let folder = run(rustc(root).args(["--print", "target-libdir", "--target", target]))?;
        let folder = PathBuf::from(folder.trim());
        if !folder.is_dir() {
            if !has_rustup(root) {
                return Err(ToolchainError::NoTarget {
                    target: target.to_owned(),
                    folder,
                });
            }
            progress.note(&format!(
                "The target {target} is missing: running `rustup target add {target}`"
            ));
            run(command("rustup", root).args(["target", "add", target]))?;
        }
        Ok(Self {
            version: version.trim().to_owned(),
        })
    }
}

/// Returns Cargo, for the workspace at `root`.
pub fn cargo(root: &Path) -> Command {
    // Inside of `cargo run` the variable names the Cargo of the toolchain that
    // the caller chose. rustup's own `cargo` looks at rust-toolchain.toml.
    match std::env::var_os("CARGO") {
        Some(cargo) if !has_rustup(root) => {
            let mut command = clean_command(cargo);
            command.current_dir(root);
            command
        }
        _ => command("cargo", root),
    }
}

fn rustc(root: &Path) -> Command {
    command("rustc", root)
}

fn command(program: &str, root: &Path) -> Command {
    let mut command = clean_command(program);
    command.current_dir(root);
    command
}

fn has_rustup(root: &Path) -> bool {
    command("rustup", root)
        .arg("--version")
        .output()
        .is_ok_and(|output| output.status.success())
}

/// Runs a command to its end and returns its output.
///
/// # Errors
/// When it cannot be started, or fails.
pub fn run(command: &mut Command) -> Result<String, ToolchainError> {
    let output = start(command)?;
    if output.status.success() {
        return Ok(String::from_utf8_lossy(&output.stdout).into_owned());
    }
    Err(ToolchainError::Failed {
        command: describe(command),
        output: String::from_utf8_lossy(&output.stderr).trim().to_owned(),
    })
}

/// Runs a command to its end, also if it fails.
///
/// # Errors
/// When it cannot be started.
pub fn start(command: &mut Command) -> Result<Output, ToolchainError> {
    command.output().map_err(|error| ToolchainError::Start {
        program: command.get_program().to_string_lossy().into_owned(),
        error,
    })
}

/// Runs a command to its end, also if it fails, and passes on each line as soon as it is
/// printed. Returns how it ended and its error output.
///
/// # Errors
/// When it cannot be started, or its output cannot be read.
///
/// # Panics
/// Never: both streams are pipes.
pub fn watch(
    command: &mut Command,
    on_line: &mut dyn FnMut(&str),
) -> Result<(ExitStatus, String), ToolchainError> {
    let program = command.get_program().to_string_lossy().into_owned();
    let failed = |error| ToolchainError::Start {
        program: program.clone(),
        error,
    };
    let mut child = command
        .stdin(Stdio::null())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .map_err(failed)?;
    let stdout = child.stdout.take().expect("it is a pipe");
    let mut stderr = child.stderr.take().expect("it is a pipe");
    // Both streams are read at the same time: a command waits if nobody reads one of them.
    let complaints = std::thread::spawn(move || {
        let mut text = Vec::new();
        // After an error, the text before it is kept.
        let _ = stderr.read_to_end(&mut text);
        String::from_utf8_lossy(&text).into_owned()
    });
    for line in BufReader::new(stdout).split(b'\n') {
        on_line(&String::from_utf8_lossy(&line.map_err(failed)?));
    }
    let status = child.wait().map_err(failed)?;
    let complaints = complaints.join().expect("reading does not panic");
    Ok((status, complaints))
}

/// Returns a command as one would type it.
pub fn describe(command: &Command) -> String {
    std::iter::once(command.get_program())
        .chain(command.get_args())
        .map(|word| word.to_string_lossy())
        .collect::<Vec<_>>()
        .join(" ")
}
