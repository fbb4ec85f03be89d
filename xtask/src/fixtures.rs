//! What the tests run, built ahead of them.

use std::env::consts::EXE_SUFFIX;

use crate::environment::{command, target};
use crate::run::execute;

/// Builds the program that makes the fixtures, and runs it.
///
/// As for tests of the whole workspace, and with the one that runs the command
/// `greentic-shim`: so Cargo compiles nothing that the step after this one would
/// have to compile again with other features.
pub(crate) fn build() -> Result<(), String> {
    let mut cargo = command("cargo", &["test", "--workspace", "--locked", "--no-run"]);
    execute(cargo.args(["--test", "fixtures", "--test", "suite"]))?;
    let program = target().join("debug");
    let program = program.join(format!("greentic-testkit{EXE_SUFFIX}"));
    execute(&mut command(&program.to_string_lossy(), &[]))
}
