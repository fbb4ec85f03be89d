//! The variables of the environment that reach a build.

use std::ffi::OsString;
use std::process::Command;

/// Variables of Cargo that do not change the result of a build: they choose folders and
/// control messages. A `*` stands for any ending.
const HARMLESS: [&str; 11] = [
    "CARGO_HOME",
    "CARGO_TARGET_DIR",
    "CARGO_BUILD_TARGET_DIR",
    "CARGO_BUILD_BUILD_DIR",
    "CARGO_BUILD_JOBS",
    "CARGO_TERM_*",
    "CARGO_NET_*",
    "CARGO_HTTP_*",
    "CARGO_REGISTRY_*",
    "CARGO_REGISTRIES_*",
    "CARGO_LOG",
];

/// Variables that choose or steer a compiler and are not called `CARGO_..`.
const STEERING: [&str; 5] = [
    "RUSTC*",
    "RUSTDOC*",
    "RUSTFLAGS",
    "RUSTUP_TOOLCHAIN",
    "RUST_TARGET_PATH",
];

/// Returns whether the variable `name` could change the result of a build.
///
/// Every variable of Cargo counts that is not known to be harmless: flags, linkers,
/// wrappers, profiles, and any that a later Cargo adds.
pub fn changes_builds(name: &str) -> bool {
    // Names have no case on Windows.
    let name = name.to_ascii_uppercase();
    let any = |patterns: &[&str]| patterns.iter().any(|pattern| matches(pattern, &name));
    if name.starts_with("CARGO_") || name.starts_with("__CARGO") {
        !any(&HARMLESS)
    } else {
        any(&STEERING)
    }
}

fn matches(pattern: &str, name: &str) -> bool {
    match pattern.strip_suffix('*') {
        Some(start) => name.starts_with(start),
        None => name == pattern,
    }
}

/// Returns a command without the variables of the environment that could change a build.
pub fn clean_command(program: impl Into<OsString>) -> Command {
    let mut command = Command::new(program.into());
    for (name, _) in std::env::vars_os() {
        if changes_builds(&name.to_string_lossy()) {
            command.env_remove(name);
        }
    }
    command
}
