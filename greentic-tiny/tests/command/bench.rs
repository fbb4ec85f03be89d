//! `bench`: the kinds of its figures, not their values.

use super::Shell;
use greentic_testkit::handmade::assemble;

#[test]
fn everything_is_measured_with_and_without_a_pool() {
    let shell = Shell::new();
    for (args, call) in [
        (&["describe.wasm"][..], "describe-json"),
        (&["node.wasm"], "get-manifest"),
        (&["node.wasm", "--op", "echo", "--input", "x"], "echo"),
        (
            &["node.wasm", "--call", "node#get-manifest"],
            "node#get-manifest",
        ),
    ] {
        let args = [&["bench"], args, &["--runs", "3"]].concat();
        let (code, answer) = shell.json(&[&args[..], &["--json"]].concat());
        assert_eq!(code, 0, "{answer}");
        assert_eq!(answer["schema_version"], 1);
        assert_eq!(answer["runs"], 3);
        assert_eq!(answer["call"], call);
        for way in ["plain", "pooled"] {
            assert_eq!(answer[way]["memory_bytes"], 65536);
            for what in ["load", "instantiate", "call"] {
                let spread = &answer[way][what];
                let at = |name: &str| spread[name].as_f64().unwrap();
                assert!(at("min") > 0.0 && at("min") <= at("median") && at("median") <= at("max"));
            }
        }
        let (code, stdout, _) = shell.end(&args);
        assert_eq!(code, 0);
        for row in [
            "load",
            "instantiate from a pool",
            &format!("call {call}"),
            "3 runs",
        ] {
            assert!(stdout.contains(row), "{stdout}");
        }
    }
}

#[test]
fn a_call_that_traps_is_no_measurement() {
    let shell = Shell::new();
    let call = ["bench", "node.wasm", "--op", "unreachable", "--runs", "1"];
    assert_eq!(shell.end(&call).0, 4);
    assert_eq!(shell.end(&["bench", "node.wasm", "--runs", "0"]).0, 2);
    assert_eq!(shell.end(&["bench", "node.wasm", "--arg", "1"]).0, 2);
}

#[test]
fn the_pool_has_room_for_what_the_limits_allow() {
    let shell = Shell::new();
    let module = "(core module $m (memory 1) (table 1 funcref))";
    let instances = "(core instance (instantiate $m))".repeat(20);
    let bytes = assemble(&format!("(component {module} {instances})"));
    shell.write("many.wasm", &bytes);
    let (code, _, stderr) = shell.end(&["bench", "many.wasm", "--runs", "1"]);
    assert_eq!(code, 0, "{stderr}");
}
