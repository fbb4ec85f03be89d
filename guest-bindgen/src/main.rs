//! The `guest-bindgen` command.

use std::process::ExitCode;

fn main() -> ExitCode {
    greentic_guest_bindgen::cli::main()
}
