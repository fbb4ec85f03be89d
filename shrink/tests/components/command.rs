//! The `component-shrink` command.

use std::io::Write as _;
use std::path::Path;
use std::process::{Command, Output, Stdio};

use greentic_shrink::Options;

use crate::support::examples::example;

fn command(folder: &Path, arguments: &[&str]) -> Output {
    run(folder, arguments, &[])
}

fn run(folder: &Path, arguments: &[&str], input: &[u8]) -> Output {
    let mut child = Command::new(env!("CARGO_BIN_EXE_component-shrink"))
        .args(arguments)
        .current_dir(folder)
        .env("GREENTIC_WASM_OPT", "")
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    // The command may end without reading.
    let _ = child.stdin.take().unwrap().write_all(input);
    child.wait_with_output().unwrap()
}

fn text(bytes: &[u8]) -> String {
    String::from_utf8_lossy(bytes).into_owned()
}

#[test]
fn a_file_becomes_a_smaller_file() {
    let folder = tempfile::tempdir().unwrap();
    let input = &example("component-describe").bytes;
    std::fs::write(folder.path().join("in.wasm"), input).unwrap();
    let output = command(folder.path(), &["in.wasm", "-o", "out.wasm"]);
    assert!(output.status.success(), "{}", text(&output.stderr));
    assert!(output.stdout.is_empty() && output.stderr.is_empty());
    let written = std::fs::read(folder.path().join("out.wasm")).unwrap();
    let shrunk = greentic_shrink::shrink(input, &Options::default()).unwrap();
    assert_eq!(written, shrunk.component);
    // Nothing else was left behind.
    assert_eq!(std::fs::read_dir(folder.path()).unwrap().count(), 2);
}

#[test]
fn streams_become_smaller_streams() {
    let folder = tempfile::tempdir().unwrap();
    let input = &example("component-describe").bytes;
    let output = run(folder.path(), &["-", "-o", "-", "--stats"], input);
    assert!(output.status.success());
    wasmparser::Validator::new()
        .validate_all(&output.stdout)
        .unwrap();
    assert!(output.stdout.len() < 230);
    assert!(text(&output.stderr).contains("saved"));
}

#[test]
fn json_adds_up() {
    let folder = tempfile::tempdir().unwrap();
    let input = &example("node-minimal").bytes;
    let output = run(folder.path(), &["-", "--json"], input);
    let report: serde_json::Value = serde_json::from_slice(&output.stdout).unwrap();
    let saved: u64 = report["passes"]
        .as_array()
        .unwrap()
        .iter()
        .map(|pass| pass["bytes"].as_u64().unwrap())
        .sum();
    assert_eq!(report["before"].as_u64().unwrap(), input.len() as u64);
    assert_eq!(
        report["before"].as_u64().unwrap() - saved,
        report["after"].as_u64().unwrap()
    );
}

#[test]
fn a_malformed_input_says_where_and_writes_nothing() {
    let folder = tempfile::tempdir().unwrap();
    let mut input = example("component-describe").bytes.clone();
    input.truncate(100);
    std::fs::write(folder.path().join("in.wasm"), &input).unwrap();
    let output = command(folder.path(), &["in.wasm", "-o", "out.wasm"]);
    assert_eq!(output.status.code(), Some(3));
    let message = text(&output.stderr);
    assert!(
        message.contains("in.wasm") && message.contains("offset 0x"),
        "{message}"
    );
    assert_eq!(std::fs::read_dir(folder.path()).unwrap().count(), 1);
}

#[test]
fn an_output_that_cannot_be_written_leaves_what_was_there() {
    let folder = tempfile::tempdir().unwrap();
    std::fs::write(
        folder.path().join("in.wasm"),
        &example("component-describe").bytes,
    )
    .unwrap();
    let output = command(folder.path(), &["in.wasm", "-o", "no/such/folder.wasm"]);
    assert_eq!(output.status.code(), Some(6));
    assert!(text(&output.stderr).contains("no/such/folder.wasm"));
}

#[test]
fn sections_are_set_aside() {
    let folder = tempfile::tempdir().unwrap();
    let input = &example("component-describe").bytes;
    std::fs::write(folder.path().join("in.wasm"), input).unwrap();
    let arguments = [
        "in.wasm",
        "-o",
        "out.wasm",
        "--set-aside",
        "names",
        "--aside",
        "names.wasm",
    ];
    assert!(command(folder.path(), &arguments).status.success());
    let aside = std::fs::read(folder.path().join("names.wasm")).unwrap();
    wasmparser::Validator::new().validate_all(&aside).unwrap();
    assert!(aside.len() > 370);
}

#[test]
fn why_something_stayed_is_said_when_asked() {
    let folder = tempfile::tempdir().unwrap();
    let module = "(component
        (core module $m (func (export \"f\")) (@custom \".debug_info\" \"x\"))
        (core instance (instantiate $m)))";
    let input = wat::parse_str(module).unwrap();
    let arguments = ["-", "-o", "out.wasm", "--keep", "debug", "--verbose"];
    let output = run(folder.path(), &arguments, &input);
    assert!(output.status.success());
    assert!(
        text(&output.stderr).contains("left as it was (core)"),
        "{}",
        text(&output.stderr)
    );
}

#[test]
fn nothing_to_do_is_said() {
    let folder = tempfile::tempdir().unwrap();
    let output = run(folder.path(), &["-"], &[]);
    assert_eq!(output.status.code(), Some(2));
    assert!(text(&output.stderr).contains("-o OUT"));
}

#[test]
fn several_and_folders_become_a_folder() {
    let folder = tempfile::tempdir().unwrap();
    let input = &example("component-describe").bytes;
    std::fs::create_dir(folder.path().join("in")).unwrap();
    // Of two forms the plain one is taken.
    for name in ["a.wasm", "in/b.wasm", "in/c.wasm", "in/c.plain.wasm"] {
        std::fs::write(folder.path().join(name), input).unwrap();
    }
    std::fs::write(folder.path().join("in/notes.txt"), "none").unwrap();
    let output = command(folder.path(), &["a.wasm", "in", "-o", "out"]);
    assert!(output.status.success(), "{}", text(&output.stderr));
    assert!(text(&output.stderr).contains("[3/3] in"), "{output:?}");
    let mut written: Vec<_> = std::fs::read_dir(folder.path().join("out"))
        .unwrap()
        .map(|entry| entry.unwrap().file_name().into_string().unwrap())
        .collect();
    written.sort();
    assert_eq!(written, ["a.wasm", "b.wasm", "c.plain.wasm"]);
    let table = text(&output.stdout);
    let all = table.lines().last().unwrap();
    let numbers: Vec<usize> = all
        .split_whitespace()
        .skip(1)
        .map(|n| n.parse().unwrap())
        .collect();
    assert_eq!(numbers[0], 3 * input.len());
    assert!(numbers[1] < numbers[0] / 3, "{table}");
}

#[test]
fn one_that_fails_keeps_none_of_the_others() {
    let folder = tempfile::tempdir().unwrap();
    let input = &example("component-describe").bytes;
    std::fs::write(folder.path().join("good.wasm"), input).unwrap();
    std::fs::write(folder.path().join("bad.wasm"), &input[..100]).unwrap();
    let output = command(
        folder.path(),
        &["bad.wasm", "good.wasm", "-o", "out", "--json"],
    );
    assert_eq!(output.status.code(), Some(3));
    let said = text(&output.stderr);
    assert!(
        said.contains("1 of 2 failed") && said.contains("bad.wasm"),
        "{said}"
    );
    let json: serde_json::Value = serde_json::from_slice(&output.stdout).unwrap();
    assert_eq!(json["before"], input.len());
    assert_eq!(json["failed"].as_array().unwrap().len(), 1);
    assert!(folder.path().join("out/good.wasm").is_file());
    assert!(!folder.path().join("out/bad.wasm").exists());
    // Two of one name would be one file.
    let twice = command(folder.path(), &["good.wasm", "./good.wasm", "-o", "out"]);
    assert!(text(&twice.stderr).contains("the same name"), "{twice:?}");
    let aside = command(folder.path(), &["good.wasm", "bad.wasm", "--aside", "a"]);
    assert!(!aside.status.success());
}
