//! Cargo's subcommands that others wrote, and that take minutes to install.

use std::process::Stdio;

use crate::environment::command;
use crate::run::execute;

/// A subcommand of cargo.
pub(crate) struct Extension {
    /// The word behind `cargo`.
    pub(crate) name: &'static str,
    /// The package that has it.
    pub(crate) package: &'static str,
    /// The version that is installed where none is there.
    pub(crate) version: &'static str,
}

/// Holds the dependencies to the rules of `deny.toml`.
pub(crate) const DENY: Extension = Extension {
    name: "deny",
    package: "cargo-deny",
    version: "0.20.2",
};

/// Compares what is public with an earlier release.
pub(crate) const SEMVER_CHECKS: Extension = Extension {
    name: "semver-checks",
    package: "cargo-semver-checks",
    version: "0.51.0",
};

impl Extension {
    /// Makes sure that the subcommand is there; installs it where that is wanted.
    ///
    /// # Errors
    ///
    /// If it is not there: the error has the command that installs it.
    pub(crate) fn prepare(&self, install: bool) -> Result<(), String> {
        if self.answers() {
            return Ok(());
        }
        let package = format!("{}@{}", self.package, self.version);
        let arguments = ["install", "--locked", &package];
        if !install {
            return Err(format!(
                "{} is not installed; `cargo {}` or the option --install changes that",
                self.package,
                arguments.join(" ")
            ));
        }
        execute(&mut command("cargo", &arguments))?;
        if self.answers() {
            Ok(())
        } else {
            Err(format!(
                "`cargo {}` is still missing after {package} was installed; is cargo's `bin` folder in PATH?",
                self.name
            ))
        }
    }

    fn answers(&self) -> bool {
        command("cargo", &[self.name, "--version"])
            .stdin(Stdio::null())
            .output()
            .is_ok_and(|output| output.status.success())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_missing_subcommand_comes_with_the_command_that_installs_it() {
        let missing = Extension {
            name: "no-such-subcommand",
            package: "cargo-no-such-subcommand",
            version: "0.0.1",
        };
        let error = missing.prepare(false).unwrap_err();
        let line = "`cargo install --locked cargo-no-such-subcommand@0.0.1`";
        assert!(error.contains(line), "{error}");
    }
}
