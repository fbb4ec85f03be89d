//! The output for a component that trapped, in its development form and its release form.

use greentic_testkit::cargo::workspace;
use greentic_testkit::guests::{built, bytes};
use serde_json::{Value, json};

use crate::Shell;

const GUEST: &str = "conformance-faults";

/// Returns a shell with the component of the profile `dev`, and the small one.
fn shell() -> Shell {
    let shell = Shell::new();
    shell.write("development.wasm", &built(GUEST, &[]));
    shell.write("release.wasm", &bytes(GUEST));
    shell
}

/// Returns the end of an operation: for people, and for programs.
fn end(shell: &Shell, file: &str, op: &str) -> (String, Value) {
    let args = ["run", file, "--op", op, "--input", "é"];
    let output = shell.run(&args);
    assert_eq!(output.status.code(), Some(4));
    let shown = String::from_utf8(output.stderr).unwrap();
    let output = shell.run(&[&args[..], &["--json"]].concat());
    assert_eq!(output.status.code(), Some(4));
    let document: Value = serde_json::from_slice(&output.stdout).unwrap();
    (shown, document["failure"].clone())
}

#[test]
fn a_development_build_says_what_it_panicked_of_and_on_which_line() {
    let shell = shell();
    let source = workspace().join("conformance/guests/faults/src/lib.rs");
    let source = std::fs::read_to_string(source).unwrap();
    let line = source
        .lines()
        .position(|line| line.ends_with("// fault: index"));
    let line = line.unwrap() + 1;
    let text = "index out of bounds: the len is 2 but the index is 7";

    let (shown, failure) = end(&shell, "development.wasm", "index");
    let place = format!("it panicked at conformance/guests/faults/src/lib.rs:{line}:");
    assert!(shown.contains(&place) && shown.contains(text), "{shown}");
    let frame = shown
        .lines()
        .find(|line| line.starts_with("  in conformance_faults::invoke in "));
    let in_source = format!("(conformance/guests/faults/src/lib.rs:{line}:");
    assert!(
        frame.is_some_and(|frame| frame.contains(&in_source)),
        "{shown}"
    );

    assert_eq!(
        (&failure["kind"], &failure["fault"]),
        (&json!("trap"), &json!("panic"))
    );
    let record = &failure["record"];
    assert_eq!(
        (&record["message"], &record["line"]),
        (&json!(text), &json!(line))
    );
    assert_eq!(record["complete"], true);
}

#[test]
fn other_faults_have_names_and_advice() {
    let shell = shell();
    for (file, op, fault, advice) in [
        (
            "development.wasm",
            "stack",
            "stack",
            "component-shrink stack",
        ),
        ("release.wasm", "stack", "stack", "component-shrink stack"),
        ("development.wasm", "arena", "memory", "--max-memory"),
        ("release.wasm", "heap", "memory", "--max-memory"),
        ("release.wasm", "index", "unreachable", "profile `dev`"),
        ("release.wasm", "trap", "unreachable", "profile `dev`"),
    ] {
        let (shown, failure) = end(&shell, file, op);
        assert_eq!(failure["fault"], fault, "{file}, {op}: {shown}");
        assert!(shown.contains(advice), "{file}, {op}: {shown}");
        assert_eq!(failure["record"], Value::Null, "{file}, {op}: {failure}");
    }
}

#[test]
fn what_a_component_says_of_itself_stays_on_its_line() {
    let (shown, failure) = end(&shell(), "development.wasm", "lines");
    let message = failure["record"]["message"].as_str().unwrap();
    assert!(message.contains('\n'), "{message}");
    let first = shown.lines().next().unwrap();
    assert!(
        first.contains(r#"\n right: "one\ntwo\u{1b}[31m""#),
        "{shown}"
    );
}
