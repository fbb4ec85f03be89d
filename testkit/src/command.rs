//! The command `greentic-tiny`, as a program to run.

use std::path::{Path, PathBuf};
use std::sync::OnceLock;

use anyhow::{Context as _, Result};

use crate::cargo::{artifacts, cargo};
use crate::fixture::{keep, kept};
use crate::key::Key;

/// Its name.
const NAME: &str = "greentic-tiny";

/// The sources of the command: its crate and those that it depends on. Cargo writes no
/// list beside a program that it builds for a test.
const SOURCES: [&str; 13] = [
    "Cargo.lock",
    "Cargo.toml",
    "command",
    "greentic-tiny",
    "guest-bindgen",
    "host-backends",
    "host-mcp",
    "host-runner",
    "host-shim",
    "rust-toolchain.toml",
    "shrink",
    "size-report",
    "untrusted",
];

/// Builds it.
///
/// # Errors
///
/// When it does not compile.
pub fn ready() -> Result<()> {
    build().map(drop)
}

/// Returns the command `greentic-tiny`.
///
/// # Panics
///
/// When it cannot be built: no test has anything to say then.
pub fn greentic_tiny() -> &'static Path {
    static BUILT: OnceLock<PathBuf> = OnceLock::new();
    BUILT.get_or_init(|| build().expect("the command"))
}

fn build() -> Result<PathBuf> {
    let file = format!("{NAME}{}", std::env::consts::EXE_SUFFIX);
    let key = Key::of_compiler()?.paths(SOURCES)?;
    let folder = kept(NAME, &key, |folder| {
        let mut command = cargo();
        // Beside a test, and in the whole workspace: so Cargo compiles the host
        // as `cargo test --workspace` wants it, and not once more with other
        // features.
        command.args(["build", "--workspace", "--bin", NAME, "--test", "command"]);
        let built = artifacts(&mut command, "executable")?;
        let built = built.get(NAME).and_then(|files| files.first());
        let built = built.context("the build left no command")?;
        keep(built, &folder.join(&file))
    })?;
    Ok(folder.join(file))
}
