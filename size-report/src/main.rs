//! The `greentic-size-report` command.

use std::process::ExitCode;

fn main() -> ExitCode {
    greentic_size_report::cli::main()
}
