//! `call`: any function of any component.

use serde_json::json;

use super::Shell;
use greentic_testkit::handmade::{assemble, handles};

/// Returns a component that exports `acme:math/sums@1.2.0` and a function by itself.
fn adder() -> Vec<u8> {
    assemble(
        r#"(component
          (core module $m
            (func (export "add") (param i32 i32) (result i32)
              (i32.add (local.get 0) (local.get 1)))
            (func (export "check") (param i32) (result i32) (i32.eqz (local.get 0)))
            (func (export "nothing")))
          (core instance $i (instantiate $m))
          (func $add (param "a" u32) (param "b" u32) (result u32)
            (canon lift (core func $i "add")))
          (func $check (param "a" u32) (result (result))
            (canon lift (core func $i "check")))
          (func $nothing (canon lift (core func $i "nothing")))
          (instance $sums (export "add" (func $add)) (export "check" (func $check)))
          (export "acme:math/sums@1.2.0" (instance $sums))
          (export "nothing" (func $nothing)))"#,
    )
}

#[test]
fn calls_functions_that_the_host_does_not_know() {
    let shell = Shell::new();
    shell.write("adder.wasm", &adder());
    for name in [
        "acme:math/sums@1.2.0#add",
        "acme:math/sums#add",
        "sums#add",
        "add",
    ] {
        let (code, stdout, stderr) = shell.end(&["call", "adder.wasm", name, "20", "22"]);
        assert_eq!((code, stdout.as_str()), (0, "42\n"), "{name}: {stderr}");
    }
    let (code, answer) = shell.json(&["call", "adder.wasm", "add", "4294967295", "2", "--json"]);
    assert_eq!(code, 0);
    assert_eq!(answer["result"], 1);
    assert_eq!(answer["schema_version"], 1);
    let (code, stdout, _) = shell.end(&["call", "adder.wasm", "nothing"]);
    assert_eq!((code, stdout.as_str()), (0, ""));
}

#[test]
fn handles_are_named_where_they_cannot_be_written() {
    let shell = Shell::new();
    shell.write("counter.wasm", &handles());
    for (function, expected) in [
        ("new", json!("resource")),
        ("pair", json!(["resource", 7])),
        ("maybe", json!({ "ok": "resource" })),
    ] {
        let call = ["call", "counter.wasm", function];
        let (code, stdout, stderr) = shell.end(&call);
        assert_eq!((code, stdout), (0, format!("{expected}\n")), "{stderr}");
        let (code, answer) = shell.json(&[&call[..], &["--json"]].concat());
        assert_eq!((code, &answer["result"]), (0, &expected));
    }
    // Nobody can pass a handle on the command line.
    let (code, _, stderr) = shell.end(&["call", "counter.wasm", "value", "1"]);
    assert_eq!(code, 2, "{stderr}");
}

#[test]
fn an_err_is_exit_code_1() {
    let shell = Shell::new();
    shell.write("adder.wasm", &adder());
    let (code, stdout, _) = shell.end(&["call", "adder.wasm", "check", "7"]);
    assert_eq!((code, stdout.as_str()), (0, "ok\n"));
    let (code, stdout, _) = shell.end(&["call", "adder.wasm", "check", "0"]);
    assert_eq!((code, stdout.as_str()), (1, "err\n"));
    let (code, answer) = shell.json(&["call", "adder.wasm", "check", "0", "--json"]);
    assert_eq!((code, &answer["result"]), (1, &json!({ "err": null })));
}

#[test]
fn functions_are_listed_where_none_is_named_or_the_name_is_wrong() {
    let shell = Shell::new();
    shell.write("adder.wasm", &adder());
    let (code, stdout, _) = shell.end(&["call", "adder.wasm"]);
    assert_eq!(code, 0);
    assert_eq!(
        stdout,
        "acme:math/sums@1.2.0#add: func(a: u32, b: u32) -> u32\n\
         acme:math/sums@1.2.0#check: func(a: u32) -> result\n\
         nothing: func()\n"
    );
    let (_, answer) = shell.json(&["call", "adder.wasm", "--json"]);
    assert_eq!(answer["functions"][2]["path"], "nothing");
    let (code, answer) = shell.json(&["call", "adder.wasm", "subtract", "--json"]);
    assert_eq!(code, 3);
    assert_eq!(
        answer["failure"]["functions"],
        json!([
            "acme:math/sums@1.2.0#add",
            "acme:math/sums@1.2.0#check",
            "nothing"
        ])
    );
}

#[test]
fn arguments_that_are_none_are_exit_code_2() {
    let shell = Shell::new();
    shell.write("adder.wasm", &adder());
    for args in [
        &["1"][..],
        &["1", "2", "3"],
        &["1", "-2"],
        &["1", "\"two\""],
    ] {
        let (code, _, stderr) = shell.end(&[&["call", "adder.wasm", "add"], args].concat());
        assert_eq!(code, 2, "{args:?}: {stderr}");
    }
}

#[test]
fn texts_are_quoted_as_wave_has_them() {
    let shell = Shell::new();
    let (code, stdout, _) = shell.end(&["call", "node.wasm", "get-manifest"]);
    assert_eq!(code, 0);
    assert_eq!(
        stdout,
        "\"{\\\"name\\\":\\\"demo\\\",\\\"version\\\":\\\"1.0.0\\\"}\"\n"
    );
}

/// Returns a component that gives its bytes back, alone and in a tuple.
fn bytes() -> Vec<u8> {
    assemble(
        r#"(component
          (core module $m
            (memory (export "memory") 1)
            (func (export "cabi_realloc") (param i32 i32 i32 i32) (result i32) (i32.const 1024))
            (func (export "f") (param i32 i32) (result i32)
              (i32.store (i32.const 16) (local.get 0))
              (i32.store (i32.const 20) (local.get 1))
              (i32.const 16)))
          (core instance $i (instantiate $m))
          (alias core export $i "memory" (core memory $memory))
          (alias core export $i "cabi_realloc" (core func $realloc))
          (func (export "alone") (param "bytes" (list u8)) (result (list u8))
            (canon lift (core func $i "f") (memory $memory) (realloc (core func $realloc))))
          (func (export "inside") (param "bytes" (list u8)) (result (tuple (list u8)))
            (canon lift (core func $i "f") (memory $memory) (realloc (core func $realloc)))))"#,
    )
}

#[test]
fn bytes_are_given_and_shown_in_handy_forms() {
    let shell = Shell::new();
    shell.write("bytes.wasm", &bytes());
    let call = |function: &str, argument: &str, how: &[&str]| {
        let args = [&["call", "bytes.wasm", function, argument], how].concat();
        let (code, stdout, stderr) = shell.end(&args);
        assert_eq!(code, 0, "{argument}: {stderr}");
        stdout
    };
    for (argument, how, alone, inside) in [
        ("text:hé", &[][..], "hé", r#"["hé"]"#),
        (r#"json:{"a": 1}"#, &[], r#"{"a": 1}"#, r#"["{\"a\": 1}"]"#),
        ("hex:00ff", &[], "00ff", r#"["00ff"]"#),
        ("base64:AP8=", &["--bytes", "hex"], "00ff", r#"["00ff"]"#),
        ("hex:4142", &["--bytes", "hex"], "4142", r#"["4142"]"#),
        (
            r#"cbor:{"a":[1]}"#,
            &["--bytes", "cbor"],
            r#"{"a":[1]}"#,
            r#"[{"a":[1]}]"#,
        ),
        ("hex:ff", &["--bytes", "cbor"], "ff", r#"["ff"]"#),
        ("[65, 66]", &["--bytes", "list"], "[65, 66]", "([65, 66])"),
    ] {
        assert_eq!(call("alone", argument, how), format!("{alone}\n"));
        assert_eq!(call("inside", argument, how), format!("{inside}\n"));
    }
    // As it was, for programs.
    let json = ["call", "bytes.wasm", "alone", "text:AB", "--json"];
    assert_eq!(shell.json(&json).1["result"], json!([65, 66]));
    let (_, answer) = shell.json(&[&json[..], &["--bytes", "auto"]].concat());
    assert_eq!(answer["result"], "AB");
    let (code, _, stderr) = shell.end(&["call", "bytes.wasm", "alone", "hex:0"]);
    assert_eq!(code, 2);
    assert!(stderr.contains("two hexadecimal digits"), "{stderr}");
}
