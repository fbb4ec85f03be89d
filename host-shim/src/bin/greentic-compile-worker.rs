//! `greentic-compile-worker`: compiles components for a host that is another
//! program, which may stop it. See `greentic_host_shim::compile_worker`.

use std::process::ExitCode;

fn main() -> ExitCode {
    greentic_host_shim::compile_worker::main()
}
