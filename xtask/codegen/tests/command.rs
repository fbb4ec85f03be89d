//! The command on a repository of its own: the WIT of this one, and the files of
//! which only a part is generated.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

fn repository() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..")
}

/// A repository in which nothing is generated yet but parts of files.
fn fresh() -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    for name in [
        "wit",
        "guest/Cargo.toml",
        "host-shim/Cargo.toml",
        "host-shim/src/bindings/mod.rs",
    ] {
        copy(&repository().join(name), &folder.path().join(name));
    }
    folder
}

fn copy(from: &Path, to: &Path) {
    if from.is_dir() {
        for entry in fs::read_dir(from).unwrap() {
            let name = entry.unwrap().file_name();
            copy(&from.join(&name), &to.join(name));
        }
    } else {
        fs::create_dir_all(to.parent().unwrap()).unwrap();
        fs::copy(from, to).unwrap();
    }
}

fn run(root: &Path, arguments: &[&str]) -> Output {
    let mut command = Command::new(env!("CARGO_BIN_EXE_greentic-codegen"));
    command.arg("--root").arg(root).args(arguments);
    command.output().unwrap()
}

/// Returns the output of a check that fails: the differences, and the conclusion.
fn complaints(root: &Path) -> (String, String) {
    let output = run(root, &["--check"]);
    assert_eq!(output.status.code(), Some(1), "{output:?}");
    let text = |bytes: Vec<u8>| String::from_utf8(bytes).unwrap();
    (text(output.stdout), text(output.stderr))
}

/// Changes a file. Returns the line.
fn edit(file: &Path, from: &str, to: &str) -> usize {
    let text = fs::read_to_string(file).unwrap();
    let at = text.find(from).unwrap_or_else(|| panic!("no {from:?}"));
    fs::write(file, text.replacen(from, to, 1)).unwrap();
    text[..at].matches('\n').count() + 1
}

#[test]
fn what_is_written_passes_and_faults_are_found_with_their_places() {
    let folder = fresh();
    let root = folder.path();
    let output = run(root, &[]);
    assert!(output.status.success(), "{output:?}");
    let output = run(root, &["--check"]);
    assert!(output.status.success(), "{output:?}");
    assert!(output.stdout.is_empty(), "{output:?}");

    // A line of a file, a line of a part of one, a file less and one more.
    let world = "guest/src/worlds/greentic_component_0_5_0.rs";
    let right = fs::read_to_string(root.join(world)).unwrap();
    let line = edit(
        &root.join(world),
        "pub retryable: bool",
        "pub retryable: u8",
    );
    let wrong = fs::read_to_string(root.join(world)).unwrap();
    let feature = edit(
        &root.join("host-shim/Cargo.toml"),
        "scan-v1 = [\"interfaces-types-v0-1\"]\n",
        "scan-v1 = []\n",
    );
    let missing = "host-shim/src/bindings/worlds/rev_0_4_57/mod.rs";
    fs::remove_file(root.join(missing)).unwrap();
    let more = "guest/src/worlds/greentic_gone_1_0_0.rs";
    fs::write(root.join(more), "").unwrap();
    let (differences, summary) = complaints(root);
    for place in [
        format!("{world}:{line}: is not what is generated\n"),
        format!("host-shim/Cargo.toml:{feature}: is not what is generated\n"),
        "-scan-v1 = []\n+scan-v1 = [\"interfaces-types-v0-1\"]\n".into(),
        format!("{missing}: does not exist\n"),
        format!("{more}: comes from nothing: remove it\n"),
    ] {
        assert!(
            differences.contains(&place),
            "{place} is not in:\n{differences}"
        );
    }
    assert!(summary.contains("not what comes of wit/: 3 ("), "{summary}");
    assert!(summary.contains("come from nothing: 1 ("), "{summary}");

    // Checking has changed nothing. Writing puts all right but what is not its
    // own to remove.
    assert_eq!(fs::read_to_string(root.join(world)).unwrap(), wrong);
    assert!(!root.join(missing).exists());
    let output = run(root, &[]);
    assert_eq!(output.status.code(), Some(1), "{output:?}");
    assert_eq!(fs::read_to_string(root.join(world)).unwrap(), right);
    assert!(root.join(missing).exists() && root.join(more).exists());
}

#[test]
fn wit_that_does_not_fit_its_list_is_refused_by_name() {
    let folder = fresh();
    let list = folder.path().join("wit/packages.toml");
    edit(
        &list,
        "\"greentic:build@1.0.0\"",
        "\"greentic:building@1.0.0\"",
    );
    let (differences, error) = complaints(folder.path());
    assert!(differences.is_empty(), "{differences}");
    assert!(
        error.contains("packages.toml: nothing is said of `greentic:build@1.0.0`"),
        "{error}"
    );
}

#[test]
fn what_it_does_not_know_is_wrong_usage() {
    let folder = tempfile::tempdir().unwrap();
    assert_eq!(run(folder.path(), &["--chekc"]).status.code(), Some(2));
}
