//! Async functions, streams and futures are run.

use std::sync::OnceLock;

use greentic_shrink::verify::{DifferenceKind, Settings, verify};
use greentic_shrink::{Options, shrink};
use greentic_testkit::tool_chains;

use super::{parsed, run, said};

/// Returns a component made with wit-bindgen, built once a process.
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

/// Returns the places of a constant in code, as `i32.const` has it.
fn constants(code: &[u8], value: i32) -> Vec<usize> {
    let mut wanted = vec![0x41];
    let mut rest = value;
    loop {
        let bits = rest.to_le_bytes()[0] & 0x7f;
        rest >>= 7;
        // The last one has the sign in its highest bit.
        let ends = rest == -i32::from(bits >> 6);
        wanted.push(if ends { bits } else { bits | 0x80 });
        if ends {
            break;
        }
    }
    let places = code.windows(wanted.len()).enumerate();
    places
        .filter(|(_, part)| *part == wanted)
        .map(|(at, _)| at + 1)
        .collect()
}

/// Texts and numbers that only come out of code that runs after, beside or instead
/// of a call.
#[test]
fn faults_in_async_functions_streams_and_futures_are_found() {
    let plain = shrink(flows(), &Options::default()).unwrap().component;
    // Constants of the guest, and the text that makes one answer of two.
    let text = b", then ";
    let texts = plain.windows(text.len()).enumerate();
    let texts: Vec<_> = texts
        .filter(|(_, part)| part == text)
        .map(|(at, _)| at)
        .collect();
    for (function, places) in [
        ("scale", constants(&plain, 0x2b7e_1517)),
        ("wait", constants(&plain, 0x3243_f6a9)),
        ("look-twice", texts),
    ] {
        assert!(!places.is_empty(), "nothing to change in {function}");
        for at in places {
            let mut faulty = plain.clone();
            faulty[at] ^= 2;
            let settings = Settings {
                cases: 8,
                ..Settings::default()
            };
            let difference = verify(&plain, &faulty, &settings).expect_err(function);
            // Items of a stream may come while the next call is made.
            let name = format!("test:flows/tasks#{function}");
            let found = difference.during == name || difference.after.contains("; through ");
            assert!(
                found && difference.kind == DifferenceKind::Result,
                "{difference}"
            );
        }
    }
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
    assert_eq!(difference.kind, DifferenceKind::Result);
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

/// Streams and futures of a type that cannot be read here are named.
#[test]
fn streams_and_futures_that_nobody_reads_are_said() {
    let text = |item: &str, made: &str| {
        format!(
            r#"(component
            (type $items ({made} {item}))
            (import "put" (func $put (param "items" $items)))
            (core func $put (canon lower (func $put)))
            (core func $new (canon {made}.new $items))
            (core module $m
                (import "" "new" (func $new (result i64)))
                (import "" "put" (func $put (param i32)))
                (func (export "get") (result i32) (i32.wrap_i64 (call $new)))
                (func (export "give") (call $put (i32.wrap_i64 (call $new)))))
            (core instance $i (instantiate $m (with "" (instance
                (export "new" (func $new)) (export "put" (func $put))))))
            (func (export "get") (result $items) (canon lift (core func $i "get")))
            (func (export "give") (canon lift (core func $i "give"))))"#
        )
    };
    let settings = Settings {
        cases: 3,
        ..Settings::default()
    };
    for made in ["stream", "future"] {
        let known = parsed(&text("u16", made));
        let verified = verify(&known, &known, &settings).unwrap();
        assert_eq!(verified.skipped, [], "{made}");
        let unknown = parsed(&text("(tuple u16 u8)", made));
        let verified = verify(&unknown, &unknown, &settings).unwrap();
        let skipped: Vec<_> = verified
            .skipped
            .iter()
            .map(|skipped| (&*skipped.what, &*skipped.why))
            .collect();
        let why = format!(
            "{made}s that come out of it are not read: nobody here knows the type of their items"
        );
        assert_eq!(skipped, [("get", &*why), ("put", &*why)], "{made}");
        assert!(!verified.is_complete());
    }
}
