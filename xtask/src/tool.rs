//! Commands of this repository that steps run.

use std::env::consts::EXE_SUFFIX;

use crate::environment::{command, root, target};
use crate::run::execute;

/// Builds a command and runs it in the repository's root.
///
/// It is built with the features that the tests of the workspace have. `cargo
/// run -p` gives its dependencies fewer, so that Wasmtime and nearly everything
/// else would be compiled and kept a second time.
///
/// # Errors
///
/// When it does not build, and when it fails.
pub(crate) fn run(name: &str, arguments: &[&str]) -> Result<(), String> {
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
    execute(command(&program.to_string_lossy(), arguments).current_dir(root()))
}
