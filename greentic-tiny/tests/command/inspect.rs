//! `inspect` and `describe`.

use serde_json::Value;

use super::Shell;
use greentic_testkit::handmade::{assemble, describe, node};

#[test]
fn inspects() {
    let shell = Shell::new();
    let (code, stdout, stderr) = shell.end(&["inspect", "describe.wasm"]);
    assert_eq!((code, stderr.as_str()), (0, ""));
    let bytes = describe().len();
    let expected = format!(
        "world         greentic:component/describe-v1@1.0.0\n\
         exports       greentic:component/describe-v1@1.0.0\n\
         {:14}  describe-json\n\
         imports       none\n\
         file          {bytes} bytes\n",
        ""
    );
    assert!(stdout.starts_with(&expected), "{stdout}");
    assert!(stdout.ends_with("memory        1 page of 64 KiB, at most 2\n"));

    let (code, stdout, _) = shell.end(&["inspect", "node.wasm"]);
    assert_eq!(code, 0);
    // Long types are for those who ask.
    assert!(stdout.contains("get-manifest, on-start, on-stop, invoke, invoke-stream\n"));
    assert!(!stdout.contains("record"), "{stdout}");
    let (_, stdout, _) = shell.end(&["inspect", "node.wasm", "--functions"]);
    assert!(stdout.contains("  get-manifest: func() -> string\n"));
    assert!(stdout.contains("record { tenant: record {"), "{stdout}");

    let (code, report) = shell.json(&["inspect", "--json", "node.wasm"]);
    assert_eq!(code, 0);
    assert_eq!(report["schema_version"], 1);
    assert_eq!(report["world"], "greentic:component/node@0.5.0");
    assert_eq!(report["imports"].as_array().unwrap().len(), 3);
    assert_eq!(report["bytes"], node().len());
    assert_eq!(report["core_modules"], 2);
    assert_eq!(report["initial_pages"], 1);
    assert_eq!(report["maximum_pages"], Value::Null);
}

#[test]
fn inspects_what_has_resources_of_two_patch_versions() {
    let shell = Shell::new();
    // Engines of JavaScript that were put together from parts have it so.
    let component = r#"(component
        (import "wasi:io/poll@0.2.10" (instance $poll
            (export "pollable" (type (sub resource)))))
        (alias export $poll "pollable" (type $pollable))
        (import "wasi:clocks/monotonic-clock@0.2.12" (instance
            (alias outer 1 $pollable (type $t))
            (export "pollable" (type $own (eq $t)))
            (export "subscribe-duration" (func (param "when" u64) (result (own $own))))))
        (import "test:nowhere/sessions" (instance
            (alias outer 1 $pollable (type $t))
            (export "pollable" (type $own (eq $t)))
            (export "wait" (func (result (own $own)))))))"#;
    shell.write("patches.wasm", &assemble(component));
    let (code, stdout, stderr) = shell.end(&["inspect", "patches.wasm"]);
    assert_eq!((code, stderr.as_str()), (0, ""));
    assert!(
        stdout.contains("test:nowhere/sessions (this host has none)"),
        "{stdout}"
    );
    assert!(stdout.contains("wasi:io/poll@0.2.10\n"), "{stdout}");
}

#[test]
fn tells_the_stack_that_calls_take_beside_the_one_there_is() {
    let shell = Shell::new();
    let component = r#"(component
        (core module $m
            (memory 1)
            (global $sp (mut i32) (i32.const 1024))
            (func $down (export "down") (param i32)
                (local $frame i32)
                (global.set $sp (local.tee $frame (i32.sub (global.get $sp) (i32.const 48))))
                (if (local.get 0) (then (call $down (i32.const 0))))
                (global.set $sp (i32.add (local.get $frame) (i32.const 48))))
            (func (export "flat")))
        (core instance $i (instantiate $m))
        (func (export "down") (param "n" u32) (canon lift (core func $i "down")))
        (func (export "flat") (canon lift (core func $i "flat"))))"#;
    shell.write("stack.wasm", &assemble(component));
    let (code, stdout, stderr) = shell.end(&["inspect", "stack.wasm"]);
    assert_eq!((code, stderr.as_str()), (0, ""));
    let expected = format!(
        "stack         48 of 1024 bytes: down\n\
         {:14}  no bound: recursion, 48 bytes a round: down\n",
        ""
    );
    assert!(stdout.contains(&expected), "{stdout}");
    let (_, report) = shell.json(&["inspect", "stack.wasm", "--json"]);
    assert_eq!(report["stack"][0]["bytes"], 48);
    assert_eq!(report["stack"][0]["unbounded"][0]["reason"], "recursion");
    assert_eq!(report["stack"][1]["bytes"], 0);
}

/// A component that cannot run here can be inspected, and nothing else.
#[test]
fn inspects_what_imports_something_else() {
    let shell = Shell::new();
    let import = r#"(component
        (import "acme:shop/prices@1.0.0" (instance $prices
            (export "price" (func (param "of" string) (result u32)))))
        (import "greentic:telemetry/logger-api@1.0.0" (instance))
        (core module $memory (memory (export "memory") 1))
        (core instance $memory (instantiate $memory))
        (core func $price (canon lower (func $prices "price")
            (memory (core memory $memory "memory"))))
        (core module $shop
            (import "" "price" (func (param i32 i32) (result i32)))
            (func (export "cheapest") (result i32)
                (call 0 (i32.const 0) (i32.const 3))))
        (core instance $shop (instantiate $shop
            (with "" (instance (export "price" (func $price))))))
        (func (export "cheapest") (result u32) (canon lift (core func $shop "cheapest"))))"#;
    shell.write("other.wasm", &wat::parse_str(import).unwrap());
    let (code, stdout, stderr) = shell.end(&["inspect", "other.wasm"]);
    assert_eq!((code, stderr.as_str()), (0, ""));
    let expected = format!(
        "imports       acme:shop/prices@1.0.0 (this host has none)\n\
         {:14}greentic:telemetry/logger-api@1.0.0\n",
        ""
    );
    assert!(stdout.contains(&expected), "{stdout}");
    let (_, report) = shell.json(&["inspect", "--json", "other.wasm"]);
    let missing = serde_json::json!(["acme:shop/prices@1.0.0"]);
    assert_eq!(report["missing_imports"], missing);
    let (code, answer) = shell.json(&["call", "other.wasm", "cheapest", "--json"]);
    assert_eq!(
        (code, &answer["failure"]["kind"]),
        (3, &"missing-import".into())
    );
}

#[test]
fn describes() {
    let shell = Shell::new();
    let text = r#"{"name":"demo","version":"1.0.0"}"#;
    for (file, function) in [
        ("describe.wasm", "describe-json"),
        ("node.wasm", "get-manifest"),
    ] {
        let (code, stdout, _) = shell.end(&["describe", file]);
        assert_eq!((code, stdout), (0, format!("{text}\n")));
        let (code, document) = shell.json(&["describe", file, "--json"]);
        assert_eq!(code, 0);
        assert_eq!(document["function"], function);
        assert_eq!(document["text"], text);
        assert_eq!(document["document"]["name"], "demo");
    }
}
