//! A program in JavaScript, with the twelve megabytes of its engine, on real
//! WASI, that of jco. Made-up answers may be the end of an engine before it
//! runs anything.

use std::path::Path;
use std::process::Command;

use greentic_shrink::{Options, shrink};
use greentic_testkit::cargo::scratch;
use greentic_testkit::runtimes::{node, run, transpile_with_wasi};
use greentic_testkit::tool_chains::{self, SPIDERMONKEY};
use serde_json::{Value, json};

use crate::support::replaced;

/// Calls of all functions, with good arguments and bad ones.
fn calls() -> Value {
    let mut random = fastrand::Rng::with_seed(2026);
    let mut calls = Vec::new();
    for _ in 0..25 {
        let length = random.usize(..40);
        let text: String = (0..length).map(|_| random.char('\0'..'\u{3000}')).collect();
        let number = random.u32(..);
        let lines = |most| json!({ "text": text, "times": number % most });
        calls.extend([
            json!({ "call": "shout", "arguments": [text] }),
            json!({ "call": "repeat", "arguments": [[lines(5), lines(90)]] }),
            json!({ "call": "repeat", "arguments": [[lines(3), lines(u32::MAX)]] }),
            json!({ "call": "count", "arguments": [number, random.u32(..)] }),
            json!({ "call": "parse", "arguments": [number.to_string(), 1] }),
            json!({ "call": "parse", "arguments": [format!("x{text}"), 1] }),
        ]);
    }
    calls.into()
}

/// Returns the answers of a component.
fn answers(node: &Path, name: &str, component: &[u8]) -> Value {
    let scratch = scratch();
    let file = scratch.join(format!("{name}.wasm"));
    std::fs::write(&file, component).unwrap();
    let (folder, module) = transpile_with_wasi(node, name, &file).unwrap();
    let written = scratch.join(format!("{name}.calls.json"));
    std::fs::write(&written, calls().to_string()).unwrap();
    let output = run(Command::new("node")
        .arg(node.join("program.mjs"))
        .arg(folder)
        .arg(module)
        .arg(written));
    serde_json::from_str(&output.unwrap()).unwrap()
}

#[test]
fn javascript_answers_as_before_and_a_fault_is_found() {
    let Some(node) = node().unwrap() else { return };
    let component = &tool_chains::component(SPIDERMONKEY).unwrap().bytes;
    let before = answers(&node, SPIDERMONKEY, component);
    for said in ["too often", "no number: x"] {
        assert!(before.to_string().contains(said), "{before}");
    }
    let shrunk = shrink(component, &Options::default()).unwrap().component;
    assert!(shrunk.len() < component.len());
    let again = shrink(&shrunk, &Options::default()).unwrap().component;
    assert!(again == shrunk, "not all at once");
    let after = answers(&node, "javascript-shrunk", &shrunk);
    assert_eq!(before, after);
    // A word of the program is another one.
    let faulty = replaced(&shrunk, b"too often", b"too 0ften");
    let after = answers(&node, "javascript-faulty", &faulty);
    assert_ne!(before, after);
}
