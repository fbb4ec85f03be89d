//! Generates what is checked in, by a tool that knows the generators: this one
//! has no dependency.

use std::process::ExitCode;

use crate::environment::command;

/// Runs the tool.
const RUN: [&str; 6] = [
    "run",
    "--quiet",
    "--locked",
    "--package",
    "greentic-codegen",
    "--",
];

/// Writes what is generated, or only says what differs from it; hands the exit
/// status back.
pub(crate) fn run(check: bool) -> ExitCode {
    let arguments: &[&str] = if check { &["--check"] } else { &[] };
    match command("cargo", &[&RUN, arguments].concat()).status() {
        Ok(status) => {
            let code = status.code().and_then(|code| u8::try_from(code).ok());
            code.map_or(ExitCode::FAILURE, ExitCode::from)
        }
        Err(error) => {
            eprintln!("error: cannot run `cargo`: {error}");
            ExitCode::FAILURE
        }
    }
}

/// Checks that nothing differs from what would be generated.
pub(crate) fn check() -> Result<(), String> {
    crate::run::execute(&mut command("cargo", &[&RUN[..], &["--check"]].concat()))
}
