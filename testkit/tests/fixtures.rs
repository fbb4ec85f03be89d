//! A process that finds a fixture built uses it, without asking Cargo.
#![cfg(unix)]

use std::fs;
use std::os::unix::fs::PermissionsExt as _;
use std::path::Path;
use std::process::{Command, Output};

use greentic_testkit::cargo::scratch;

/// Runs the program with a `cargo` that refuses everything.
fn without_cargo(program: &Path, refuses: &Path) -> Output {
    let path = std::env::var_os("PATH").unwrap_or_default();
    let folders = [refuses.to_owned()].into_iter();
    let folders = folders.chain(std::env::split_paths(&path));
    Command::new(program)
        .arg("guests")
        .env("PATH", std::env::join_paths(folders).unwrap())
        .output()
        .unwrap()
}

#[test]
fn what_is_built_takes_no_cargo_and_what_is_not_does() {
    let program = Path::new(env!("CARGO_BIN_EXE_greentic-testkit"));
    let built = Command::new(program).arg("guests").output().unwrap();
    assert!(built.status.success(), "{built:?}");

    let refuses = tempfile::tempdir_in(scratch()).unwrap();
    let cargo = refuses.path().join("cargo");
    fs::write(&cargo, "#!/bin/sh\necho refused >&2\nexit 1\n").unwrap();
    fs::set_permissions(&cargo, fs::Permissions::from_mode(0o755)).unwrap();
    let again = without_cargo(program, refuses.path());
    assert!(again.status.success(), "{again:?}");

    // Elsewhere nothing is built, and that Cargo is the first to be asked.
    let elsewhere = tempfile::tempdir().unwrap();
    let copy = elsewhere.path().join("copy");
    fs::copy(program, &copy).unwrap();
    let asked = without_cargo(&copy, refuses.path());
    let said = String::from_utf8_lossy(&asked.stderr);
    assert!(
        !asked.status.success() && said.contains("refused"),
        "{said}"
    );
}

#[test]
fn a_part_that_is_not_there_is_refused_by_name() {
    let program = Path::new(env!("CARGO_BIN_EXE_greentic-testkit"));
    let ran = Command::new(program).arg("guest").output().unwrap();
    let said = String::from_utf8_lossy(&ran.stderr);
    assert_eq!(ran.status.code(), Some(2), "{said}");
    assert!(
        said.contains("`guest` is no part") && said.contains("tool-chains"),
        "{said}"
    );
}
