//! Generates what is checked in, by a tool that knows the generators: this one
//! has no dependency.

use std::process::ExitCode;

use crate::tool;

const TOOL: &str = "greentic-codegen";

/// Writes what is generated, or only says what differs from it; hands the exit
/// status back.
pub(crate) fn run(check: bool) -> ExitCode {
    let arguments: &[&str] = if check { &["--check"] } else { &[] };
    let status = tool::built(TOOL).and_then(|mut command| {
        let status = command.args(arguments).status();
        status.map_err(|error| format!("cannot run `{TOOL}`: {error}"))
    });
    match status {
        Ok(status) => {
            let code = status.code().and_then(|code| u8::try_from(code).ok());
            code.map_or(ExitCode::FAILURE, ExitCode::from)
        }
        Err(error) => {
            eprintln!("error: {error}");
            ExitCode::FAILURE
        }
    }
}

/// Checks that nothing differs from what would be generated.
pub(crate) fn check() -> Result<(), String> {
    tool::run(TOOL, &["--check"])
}
