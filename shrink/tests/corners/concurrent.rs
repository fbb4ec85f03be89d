//! Async functions, streams and futures are run.

use std::sync::OnceLock;

use greentic_shrink::verify::{Kind, Settings, verify};
use greentic_shrink::{Options, shrink};
use greentic_testkit::tool_chains;

use super::{parsed, run, said};

/// A component made with wit-bindgen, built once a process.
fn flows() -> &'static [u8] {
    static BUILT: OnceLock<Vec<u8>> = OnceLock::new();
    BUILT.get_or_init(tool_chains::concurrent)
}

#[test]
fn async_functions_streams_and_futures_do_the_same() {
    let shrunk = shrink(flows(), &Options::default()).unwrap();
    assert!(shrunk.component.len() < flows().len());
    let settings = Settings {
        cases: 30,
        ..Settings::default()
    };
    let verified = verify(flows(), &shrunk.component, &settings);
    let verified = verified.unwrap_or_else(|difference| panic!("{difference}"));
    assert_eq!(verified.skipped, []);
    assert_eq!(verified.functions.len(), 8, "{verified:?}");
    for tried in &verified.functions {
        assert_eq!(
            (tried.calls, tried.trapped, tried.undecided),
            (30, 0, 0),
            "{tried:?}"
        );
    }
    assert!(verified.import_calls > 90, "{verified:?}");
}

/// Numbers that only come out of what runs after, beside or instead of a call.
#[test]
fn faults_in_async_functions_streams_and_futures_are_found() {
    let plain = shrink(flows(), &Options::default()).unwrap().component;
    let mut found = Vec::new();
    // Any constant of the code that an answer depends on.
    for at in 0..plain.len() - 1 {
        // `i32.const 1` before `i32.shl` (doubling) or `i32.xor` (waiting).
        let is = |code: &[u8]| plain[at..].starts_with(code);
        if !is(&[0x41, 1, 0x74]) && !is(&[0x41, 1, 0x73]) {
            continue;
        }
        let mut faulty = plain.clone();
        faulty[at + 1] = 3;
        let settings = Settings {
            cases: 8,
            ..Settings::default()
        };
        if let Err(difference) = verify(&plain, &faulty, &settings) {
            found.push((difference.during, difference.kind));
        }
    }
    let has = |function: &str, kind| {
        let name = format!("test:flows/tasks#{function}");
        found.contains(&(name, kind))
    };
    // The compiler decides which constants there are; those of `wait` stay.
    assert!(has("wait", Kind::Result), "{found:?}");
}

#[test]
fn the_command_runs_them() {
    let folder = tempfile::tempdir().unwrap();
    std::fs::write(folder.path().join("in.wasm"), flows()).unwrap();
    let arguments = ["in.wasm", "-o", "out.wasm", "--verify=5"];
    let (code, text) = said(&run(folder.path(), arguments));
    assert_eq!(code, Some(0), "{text}");
    assert!(text.contains("verified: 40 calls of 8 functions"), "{text}");
}

/// A canonical function of async components in one that has no async function.
#[test]
fn a_component_that_only_mentions_async_is_run() {
    let text = r#"(component
        (core module $m (func (export "f") (result i32) i32.const 1))
        (core instance $i (instantiate $m))
        (core func (canon task.cancel))
        (func (export "f") (result u32) (canon lift (core func $i "f"))))"#;
    let component = parsed(text);
    let faulty = parsed(&text.replace("i32.const 1", "i32.const 2"));
    let verified = verify(&component, &component, &Settings::default()).unwrap();
    assert_eq!((verified.calls(), verified.skipped), (100, vec![]));
    let difference = verify(&component, &faulty, &Settings::default()).unwrap_err();
    assert_eq!(difference.kind, Kind::Result);
}

/// One that waits for nobody ends, and is compared.
#[test]
fn waiting_for_ever_comes_to_an_end() {
    let text = |set: &str| {
        format!(
            r#"(component
            (core module $memory (memory (export "memory") 1))
            (core instance $memory (instantiate $memory))
            (core func $new (canon waitable-set.new))
            (core func $wait (canon waitable-set.wait (memory (core memory $memory "memory"))))
            (core module $m
                (import "" "new" (func $new (result i32)))
                (import "" "wait" (func $wait (param i32 i32) (result i32)))
                (func (export "f") {set}))
            (core instance $i (instantiate $m (with "" (instance
                (export "new" (func $new)) (export "wait" (func $wait))))))
            (func (export "f") async (canon lift (core func $i "f") async)))"#
        )
    };
    let waits = parsed(&text("(drop (call $wait (call $new) (i32.const 0)))"));
    let settings = Settings {
        cases: 3,
        ..Settings::default()
    };
    let verified = verify(&waits, &waits, &settings).unwrap();
    assert_eq!(verified.functions[0].trapped, 3, "{verified:?}");
}
