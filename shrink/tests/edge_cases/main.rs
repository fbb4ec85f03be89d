//! Inputs, files and surroundings that are not as usual.

mod batches;
#[cfg(feature = "verify")]
mod concurrent;
mod files;
#[cfg(unix)]
mod linker;
mod partly;
mod sections;
#[cfg(feature = "verify")]
mod unverified;

use std::ffi::OsStr;
use std::path::Path;
use std::process::{Command, Output};

/// A component of one function, with names, a custom section and a function that
/// nothing reaches.
const COMPONENT: &str = r#"(component
    (core module $m
        (func $seven (export "a long name") (result i32) i32.const 7)
        (func $dead (result i32) i32.const 123456)
        (@custom "junk" "0123456789"))
    (core instance $i (instantiate $m))
    (func (export "seven") (result u32) (canon lift (core func $i "a long name"))))"#;

fn parsed(text: &str) -> Vec<u8> {
    wat::parse_str(text).unwrap_or_else(|error| panic!("{error}"))
}

fn component() -> Vec<u8> {
    parsed(COMPONENT)
}

/// Returns the command, in a folder and without wasm-opt.
fn shrinker(folder: &Path) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_component-shrink"));
    command.current_dir(folder).env("GREENTIC_WASM_OPT", "");
    command
}

fn run(folder: &Path, arguments: impl IntoIterator<Item = impl AsRef<OsStr>>) -> Output {
    shrinker(folder).args(arguments).output().unwrap()
}

/// Returns the exit status, and the messages.
fn said(output: &Output) -> (Option<i32>, String) {
    let text = String::from_utf8_lossy(&output.stderr).into_owned();
    (output.status.code(), text)
}
