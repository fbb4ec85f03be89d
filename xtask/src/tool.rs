//! Commands of this repository that steps run.

use std::env::consts::EXE_SUFFIX;
use std::process::Command;

use crate::environment::{command, target};
use crate::run::execute;

/// Builds a command and runs it in the repository's root.
///
/// # Errors
///
/// When it does not build, and when it fails.
pub(crate) fn run(name: &str, arguments: &[&str]) -> Result<(), String> {
    execute(built(name)?.args(arguments))
}

/// Builds a command, and returns how it is run in the repository's root.
///
/// It is built with the features that the tests of the workspace have. `cargo
/// run -p` gives its dependencies fewer, so that Wasmtime and nearly everything
/// else would be compiled and kept a second time.
///
/// # Errors
///
/// When it does not build.
pub(crate) fn built(name: &str) -> Result<Command, String> {
    // Any test: what tests depend on counts only where one is built. This one
    // has no dependency.
    let test = "faults";
    let build = [
        "build",
        "--workspace",
        "--locked",
        "--bin",
        name,
        "--test",
        test,
    ];
    execute(&mut command("cargo", &build))?;
    let program = target().join("debug").join(format!("{name}{EXE_SUFFIX}"));
    Ok(command(&program.to_string_lossy(), &[]))
}
