//! The command from end to end, on a workspace with one component.

mod fixture;

use std::fs;

use fixture::{DESCRIPTION, Fixture, answer, assert_ended, ran, source};
use serde_json::Value;

#[test]
fn all_that_holds_is_measured_and_kept() {
    let fixture = Fixture::new();
    let text = fixture.run(&[]);
    assert_ended(
        &text,
        0,
        &[
            "held described: 1 answer as",
            "All of 1 component answer",
            "rustc 1.",
        ],
    );
    assert!(text.stderr.contains("[1/1] building described"), "{text:?}");
    assert!(!text.stdout.contains('\u{1b}'), "{text:?}");

    let json = fixture.run(&["--json", "described"]);
    assert_ended(&json, 0, &[]);
    let report: Value = serde_json::from_str(&json.stdout).unwrap();
    assert_eq!(report["schema_version"], 2);
    assert_eq!(report["broken"], Value::Array(Vec::new()));
    let component = &report["components"][0];
    assert_eq!(component["name"], "described");
    assert_eq!(component["world"], "greentic:component/describe-v1@1.0.0");
    assert_eq!(component["memory_pages"], 1);
    assert_eq!(component["memory_max_pages"], 256);
    let path = component["path"].as_str().unwrap();
    assert_eq!(fs::read(path).unwrap(), fixture.component());
    assert_eq!(component["bytes"], fixture.component().len());

    // From a folder below, and by the name of a manifest.
    let mut below = fixture.command();
    below.current_dir(fixture.root().join("examples"));
    assert_ended(&ran(&mut below), 0, &[]);
    let mut elsewhere = fixture.command();
    elsewhere
        .current_dir(std::env::temp_dir())
        .arg("--manifest-path")
        .arg(fixture.root().join("Cargo.toml"));
    assert_ended(&ran(&mut elsewhere), 0, &[]);
}

#[test]
fn the_environment_does_not_change_the_bytes() {
    let fixture = Fixture::new();
    assert_ended(&fixture.run(&[]), 0, &[]);
    let expected = fixture.component();

    for (name, value) in [
        ("RUSTFLAGS", "-Copt-level=0 -Clink-arg=--max-memory=131072"),
        ("CARGO_ENCODED_RUSTFLAGS", "-Copt-level=0"),
        ("CARGO_BUILD_RUSTFLAGS", "-Copt-level=0"),
        ("CARGO_TARGET_WASM32_WASIP2_RUSTFLAGS", "-Copt-level=0"),
        ("CARGO_TARGET_WASM32_WASIP2_LINKER", "no-such-linker"),
        ("CARGO_PROFILE_TINY_STRIP", "false"),
        ("CARGO_PROFILE_TINY_OPT_LEVEL", "0"),
        ("CARGO_PROFILE_RELEASE_DEBUG", "true"),
        ("CARGO_BUILD_TARGET", "wasm32v1-none"),
        ("RUSTC_WRAPPER", "no-such-wrapper"),
        ("RUSTUP_TOOLCHAIN", "no-such-toolchain"),
    ] {
        // A build of its own: what is there already would be taken as it is.
        fs::remove_dir_all(fixture.target()).unwrap();
        let ran = ran(fixture.command().env(name, value));
        assert_ended(&ran, 0, &[]);
        assert_eq!(fixture.component(), expected, "{name}");
    }
}

#[test]
fn a_changed_component_is_built_anew() {
    let fixture = Fixture::new();
    assert_ended(&fixture.run(&[]), 0, &[]);
    let other = DESCRIPTION.replace("demo", "demp");
    fixture.write("examples/described/src/lib.rs", &source(&other));
    assert_ended(&fixture.run(&[]), 1, &["+ ok = '{\"name\":\"demp\""]);
    fixture.write("examples/described/answers.toml", &answer(&other));
    assert_ended(&fixture.run(&[]), 0, &[]);
}

#[test]
fn wrong_answers_break() {
    let fixture = Fixture::new();
    let answers = "examples/described/answers.toml";
    fixture.write(answers, &answer(&DESCRIPTION.replace("demo", "dema")));
    let text = fixture.run(&[]);
    assert_ended(
        &text,
        1,
        &[
            "BROKEN described: answer 1 of 1 (describe) differs",
            "- ok = '{\"name\":\"dema\"",
            "+ ok = '{\"name\":\"demo\"",
        ],
    );
    let json = fixture.run(&["--json"]);
    assert_ended(&json, 1, &["BROKEN"]);
    let report: Value = serde_json::from_str(&json.stdout).unwrap();
    assert_eq!(report["broken"][0]["check"], "answer");
    assert_eq!(report["broken"][0]["key"], "answer 1");

    // Nothing is tightened around what does not work.
    let before = fs::read(fixture.root().join("size-budgets.toml")).unwrap();
    assert_ended(&fixture.run(&["--tighten"]), 1, &[]);
    let after = fs::read(fixture.root().join("size-budgets.toml")).unwrap();
    assert_eq!(before, after);

    fs::remove_file(fixture.root().join(answers)).unwrap();
    assert_ended(&fixture.run(&[]), 1, &["nothing proves that it works"]);
    fixture.write(
        answers,
        "[[answer]]\ncall = \"describe\"\nok = \"x\"\nko = 1\n",
    );
    assert_ended(&fixture.run(&[]), 3, &["answers.toml", "ko"]);
}

#[test]
fn budgets_break_and_tighten() {
    let fixture = Fixture::new();
    let keys = "plain_bytes = 2000\ncore_bytes = 400\nmemory_pages = 1\nstack = 0\ncore_modules = 1\nimports = []\n";
    fixture.budget(&format!("bytes = 10\n{keys}"));
    assert_ended(
        &fixture.run(&[]),
        1,
        &["BROKEN described", "more than the budget of 10", "1 of 1"],
    );
    fixture.budget(keys);
    assert_ended(&fixture.run(&[]), 1, &["has no `bytes`; write `bytes = "]);

    fixture.budget(&format!("bytes = 2000 # most\n{keys}"));
    let text = fixture.run(&["--tighten"]);
    assert_ended(
        &text,
        0,
        &["described: bytes 2000 -> ", "exactly the budget"],
    );
    let path = fixture.root().join("size-budgets.toml");
    let budgets = fs::read_to_string(&path).unwrap();
    let size = fixture.component().len();
    assert!(
        budgets.contains(&format!("bytes = {size} # most")),
        "{budgets}"
    );
    assert_ended(&fixture.run(&[]), 0, &["exactly the budget"]);

    // One byte less than it is.
    fs::write(
        &path,
        budgets.replace(&size.to_string(), &(size - 1).to_string()),
    )
    .unwrap();
    assert_ended(&fixture.run(&[]), 1, &["are 1 more than the budget"]);
    fixture.budget("byte = 1\n");
    assert_ended(&fixture.run(&[]), 3, &["size-budgets.toml", "byte"]);
    fixture.write("size-budgets.toml", "[described2]\nbytes = 1\n");
    assert_ended(&fixture.run(&[]), 3, &["no example `described2`"]);
    fs::remove_file(&path).unwrap();
    assert_ended(&fixture.run(&[]), 3, &["size-budgets.toml"]);
}

#[test]
fn wrong_usage_ends_with_2() {
    let fixture = Fixture::new();
    assert_ended(&fixture.run(&["--jsno"]), 2, &["--json"]);
    assert_ended(
        &fixture.run(&["undescribed"]),
        2,
        &["no example `undescribed`", "described"],
    );
    let nowhere = fixture.run(&["--manifest-path", "no/such/Cargo.toml"]);
    assert_ended(&nowhere, 2, &["no/such/Cargo.toml"]);
    let help = fixture.run(&["--help"]);
    assert_ended(&help, 0, &["Exit codes", "answers.toml", "Examples:"]);
}

#[test]
fn builds_that_fail_say_why() {
    let fixture = Fixture::new();
    let library = "examples/described/src/lib.rs";
    fixture.write(library, "#![no_std]\nfn f() { nonsense }\n");
    assert_ended(&fixture.run(&[]), 3, &["nonsense", "cargo build"]);

    // A build script adds flags of its own behind ours.
    fixture.write(library, &source(DESCRIPTION));
    fixture.write(
        "examples/described/build.rs",
        "fn main() { println!(\"cargo::rustc-link-arg=--max-memory=131072\"); }\n",
    );
    assert_ended(
        &fixture.run(&[]),
        3,
        &["--max-memory=16777216", "grows up to 2 pages"],
    );
    fs::remove_file(fixture.root().join("examples/described/build.rs")).unwrap();

    let config = fixture.root().join(".cargo/config.toml");
    fs::write(&config, "[build]\n").unwrap();
    assert_ended(&fixture.run(&[]), 3, &["config.toml", "rustflags"]);
}

#[test]
fn what_is_no_component_for_us_is_broken() {
    let fixture = Fixture::new();
    // Without its types the linker makes a component without exports of it.
    let source = source(DESCRIPTION);
    let (before, rest) = source.split_once("#[unsafe(link_section").unwrap();
    let (_, after) = rest.split_once(";\n").unwrap();
    fixture.write("examples/described/src/lib.rs", &format!("{before}{after}"));
    let ran = fixture.run(&["--json"]);
    assert_ended(
        &ran,
        1,
        &[
            "no answer: the component does not export",
            "it exports nothing",
        ],
    );
    let report: Value = serde_json::from_str(&ran.stdout).unwrap();
    assert_eq!(report["components"][0]["world"], Value::Null);
}
