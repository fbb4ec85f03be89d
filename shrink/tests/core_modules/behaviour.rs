//! Wasmtime sees no difference between a module and the output of a pass.

use greentic_shrink::core_wasm::{minimise, simplify};

use super::support::generated::running;
use super::support::observed::{Observed, engine, observe};
use super::support::passes::{ALL, kept};
use super::support::text::module;
use super::support::written::module_of_code;

/// The number of modules that are made up.
const MODULES: u64 = 160;

#[test]
fn passes_change_nothing_that_can_be_seen() {
    let engine = engine();
    let mut seen = Seen::default();
    for seed in 0..MODULES {
        let Some(input) = running(seed) else {
            continue;
        };
        let before = [
            observe(&engine, &[("", &input)], &kept),
            observe(&engine, &[("", &input)], &|_| true),
        ];
        let [Some(reduced), Some(whole)] = before else {
            seen.unknown += 1;
            continue;
        };
        seen.add(&whole);
        for (name, pass) in ALL {
            let output = match pass(&input) {
                Ok(output) => output,
                Err(why) => panic!("{name} refuses module {seed}: {why}"),
            };
            if output == input {
                continue;
            }
            seen.changed += 1;
            let eliminates = ["dce", "all"].contains(&name);
            let (before, keep): (_, fn(&str) -> bool) = if eliminates {
                (&reduced, kept)
            } else {
                (&whole, |_| true)
            };
            let after = observe(&engine, &[("", &output)], &keep).expect("the same features");
            let events = &after.events;
            assert_eq!(&before.events, events, "{name} changes module {seed}");
            for state in &after.end {
                // Imports that are gone are the only ones missing.
                assert!(
                    before.end.contains(state),
                    "{name} leaves module {seed} at {state}, not at {:?}",
                    before.end
                );
            }
        }
    }
    // The modules must have done something for that to mean anything.
    println!("{seen:?}");
    assert!(
        seen.runs > MODULES / 2 && seen.changed > MODULES,
        "{seen:?}"
    );
    assert!(seen.calls > MODULES * 2, "{seen:?}");
    assert!(seen.results > MODULES / 2 && seen.traps > 100, "{seen:?}");
    assert!(seen.imports_called > 20, "{seen:?}");
}

/// Code as compilers write it, which the rules for code are for.
#[test]
fn rules_change_nothing_that_can_be_seen() {
    let engine = engine();
    let (mut smaller, mut before_bytes, mut after_bytes) = (0, 0, 0);
    let mut seen = Seen::default();
    for seed in 0..60 {
        let input = module_of_code(seed);
        let before = observe(&engine, &[("", &input)], &|_| true).expect("known features");
        seen.add(&before);
        for (name, pass) in [
            ("simplify", simplify as fn(&[u8]) -> _),
            ("minimise", |module| minimise(module, &|_| true)),
        ] {
            let output = pass(&input).expect("a module");
            smaller += u64::from(output.len() < input.len());
            before_bytes += input.len();
            after_bytes += output.len();
            let after = observe(&engine, &[("", &output)], &|_| true).expect("known features");
            assert_eq!(before, after, "{name} changes module {seed}");
        }
    }
    println!("{seen:?} {before_bytes} {after_bytes}");
    assert!(smaller > 110, "{smaller}");
    assert!(seen.results > 100 && seen.traps > 100, "{seen:?}");
    assert!(seen.imports_called > 5_000, "{seen:?}");
    // Rules that are switched off would not be noticed otherwise.
    assert!(
        after_bytes * 100 < before_bytes * 76,
        "{after_bytes} of {before_bytes}"
    );
}

/// Differences that could be overlooked are seen: modules that differ in one thing.
#[test]
fn differences_are_seen() {
    let engine = engine();
    let look = |text: &str| {
        let bytes = module(text);
        observe(&engine, &[("", &bytes)], &|_| true).expect("known features")
    };
    let text = r#"(module
        (import "m" "f" (func $f (param i32) (result i32)))
        (memory (export "m") 1)
        (data (i32.const 100) "seen")
        (global (export "g") (mut i32) (i32.const 5))
        (table (export "t") 2 funcref)
        (elem (i32.const 1) func $f)
        (func $start (global.set 0 (i32.const 6)))
        (start $start)
        (func (export "calls") (param i32) (result i32) (call $f (i32.const 3)))
        (func (export "traps") (param i32) (result i32) (i32.div_u (i32.const 1) (i32.const 0)))
        (func (export "writes") (i32.store8 (i32.const 9) (i32.const 1)))
        (func (export "computes") (result f64) (f64.sub (f64.const 3) (f64.const 2))))"#;
    let before = look(text);
    assert_eq!(before, look(text));
    for (from, to) in [
        ("seen", "sean"),
        ("(start $start)", ""),
        ("(elem (i32.const 1)", "(elem (i32.const 0)"),
        ("(call $f (i32.const 3))", "(call $f (i32.const 4))"),
        ("(call $f (i32.const 3))", "(i32.const 3)"),
        ("i32.div_u", "i32.rem_s"),
        ("(i32.div_u (i32.const 1) (i32.const 0))", "(unreachable)"),
        ("(i32.store8 (i32.const 9)", "(i32.store8 (i32.const 10)"),
        ("f64.sub", "f64.add"),
        ("(export \"m\") 1", "(export \"m\") 2"),
        ("(export \"computes\")", "(export \"compute\")"),
    ] {
        assert!(text.contains(from), "{from}");
        let after = look(&text.replace(from, to));
        let same = before == after;
        // The remainder traps as the quotient does.
        assert_eq!(same, to == "i32.rem_s", "{from} as {to}");
    }
}

/// The counts of the events in all modules.
#[derive(Debug, Default)]
struct Seen {
    unknown: u64,
    runs: u64,
    calls: u64,
    results: u64,
    traps: u64,
    imports_called: u64,
    changed: u64,
}

impl Seen {
    fn add(&mut self, observed: &Observed) {
        self.runs += 1;
        self.calls += observed.calls as u64;
        for event in &observed.events {
            if event.contains("trap: ") {
                self.traps += 1;
            } else if event.starts_with("call of") {
                self.imports_called += 1;
            } else {
                self.results += 1;
            }
        }
    }
}
