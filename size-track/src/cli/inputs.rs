//! The files that a command looks at, as they are named on its command line.

use std::path::Path;

use clap::Args;
use greentic_command::progress::Steps;
use greentic_command::{Exit, Failure};
use greentic_untrusted::on_one_line;

use crate::input::{Build, Input, InputError, InputKind, InputSet, find};
use crate::report::Failed;

/// Chooses how Cargo packages are built.
///
/// The folder of a Cargo.toml is built with `cargo build` as its author ships it, which runs
/// its build scripts; RUSTFLAGS and the like have no effect.
#[derive(Args, Clone, Debug)]
pub struct BuildArgs {
    /// Build packages for this target; else the one of .cargo/config.toml if it is of
    /// WebAssembly, else wasm32-wasip2
    #[arg(long, value_name = "TRIPLE", help_heading = "Cargo packages")]
    target: Option<String>,

    /// Build packages with this profile; else with `tiny` if there is one, else `release`
    #[arg(long, value_name = "NAME", help_heading = "Cargo packages")]
    profile: Option<String>,

    /// Build this package of the workspace
    #[arg(short, long, value_name = "NAME", help_heading = "Cargo packages")]
    package: Option<String>,
}

impl BuildArgs {
    /// Finds the files at a path, see [`find()`], and shows what is built.
    ///
    /// # Errors
    /// As for [`find()`].
    pub fn find(&self, path: &Path) -> Result<InputSet, Failure> {
        let build = Build {
            target: self.target.clone(),
            profile: self.profile.clone(),
            package: self.package.clone(),
        };
        let mut steps = Steps::on_stderr();
        let found = find(path, &build, &mut steps);
        // Also after a failure: the message comes below the lines that stay on the screen.
        steps.finish();
        Ok(found?)
    }
}

impl From<InputError> for Failure {
    fn from(error: InputError) -> Self {
        let message = error.to_string();
        match error {
            InputError::Io { .. } => Self::system(message),
            InputError::Build { .. } => Self::new(Exit::Unusable, "build", message),
            InputError::Toolchain(_) => Self::new(Exit::System, "build", message),
            InputError::TooLarge { .. }
            | InputError::Nothing { .. }
            | InputError::TooMuch { .. }
            | InputError::Package { .. } => Self::unusable(message),
        }
    }
}

impl InputSet {
    /// Returns whether it is one file. The answer for one file stands alone, without a
    /// list.
    pub(super) fn is_one_file(&self) -> bool {
        self.kind == InputKind::File
    }

    /// Returns the files that cannot be read.
    pub(super) fn failed(&self) -> Vec<Failed> {
        let unread = self.unread.iter();
        unread
            .map(|unread| failed(&unread.name, &unread.error))
            .collect()
    }
}

/// Returns the label of an input.
pub(super) fn label(input: &Input) -> String {
    on_one_line(&input.name).into_owned()
}

/// Makes a note of a file that cannot be used. The error may begin with its name.
pub(super) fn failed(name: &str, error: &dyn std::fmt::Display) -> Failed {
    let name = on_one_line(name).into_owned();
    let message = format!("{error:#}");
    let message = message
        .strip_prefix(&format!("{name}: "))
        .unwrap_or(&message);
    let message = on_one_line(message).into_owned();
    Failed { name, message }
}

/// Ends a command that has reported all usable files. `documented` tells that a JSON
/// document names the others.
pub(super) fn end(failed: &[Failed], all: usize, documented: bool) -> Result<(), Failure> {
    if failed.is_empty() {
        return Ok(());
    }
    let mut failure = Failure::unusable(format!(
        "{} of {all} files cannot be used; the others are told of",
        failed.len()
    ));
    for one in failed {
        failure = failure.line(format!("{}: {}", one.name, one.message));
    }
    Err(if documented {
        failure.documented()
    } else {
        failure
    })
}
