//! The `component-shrink` command.

use std::process::ExitCode;

fn main() -> ExitCode {
    greentic_shrink::cli::main()
}
