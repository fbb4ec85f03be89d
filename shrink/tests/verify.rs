//! Two forms of a component are run and compared: equal ones pass, and every fault
//! is found.
#![cfg(feature = "verify")]

use greentic_shrink::verify::{Difference, DifferenceKind, Settings, Verified, verify};
use greentic_shrink::{Options, shrink};

/// A component that answers, traps, asks, remembers and hands out handles.
const PLAIN: &str = r#"(component
    (import "host:api/left" (instance $left
        (export "get" (func (param "key" string) (result u32)))))
    (import "host:api/right" (instance $right
        (export "get" (func (param "key" string) (result u32)))))
    (core module $memory
        (memory (export "memory") 64)
        (global $next (mut i32) (i32.const 1024))
        (func (export "realloc") (param i32 i32 i32 i32) (result i32)
            (local $at i32)
            (local.set $at (i32.and (i32.add (global.get $next) (i32.const 7)) (i32.const -8)))
            (global.set $next (i32.add (local.get $at) (local.get 3)))
            (local.get $at)))
    (core instance $memory (instantiate $memory))
    (alias core export $memory "memory" (core memory $m))
    (core func $left (canon lower (func $left "get") (memory $m)))
    (core func $right (canon lower (func $right "get") (memory $m)))
    (core module $main
        (import "" "memory" (memory 1))
        (import "" "left" (func $left (param i32 i32) (result i32)))
        (import "" "right" (func $right (param i32 i32) (result i32)))
        (global $count (mut i32) (i32.const 0))
        (data (i32.const 16) "open sesame")
        (func (export "constant") (result i32) (i32.const 41))
        (func (export "nan") (param f32) (result f32)
            (f32.div (f32.const 0) (f32.const 0)))
        (func (export "divide") (param i32 i32) (result i32)
            (i32.div_u (local.get 0) (local.get 1)))
        (func (export "check") (param i32 i32)
            (if (i32.gt_u (local.get 1) (i32.const 12)) (then unreachable)))
        (func (export "ask") (param i32 i32) (result i32)
            (drop (call $left (local.get 0) (local.get 1)))
            (call $right (local.get 0) (local.get 1)))
        (func (export "word") (param i32 i32) (result i32)
            (if (i32.ne (local.get 1) (i32.const 6)) (then (return (i32.const 0))))
            (i64.eq
                (i64.shl (i64.load (local.get 0)) (i64.const 16))
                (i64.shl (i64.load (i32.const 21)) (i64.const 16))))
        (func (export "count") (result i32)
            (global.set $count (i32.add (global.get $count) (i32.const 1)))
            (global.get $count))
        (func (export "loop") (param i32) (result i32)
            (loop $again (br_if $again (local.get 0)))
            (i32.const 3)))
    (core instance $main (instantiate $main (with "" (instance
        (export "memory" (memory $m))
        (export "left" (func $left))
        (export "right" (func $right))))))
    (func (export "constant") (result u32) (canon lift (core func $main "constant")))
    (func (export "nan") (param "x" f32) (result f32) (canon lift (core func $main "nan")))
    (func (export "divide") (param "a" u32) (param "b" u32) (result u32)
        (canon lift (core func $main "divide")))
    (func (export "check") (param "text" string)
        (canon lift (core func $main "check") (memory $m) (realloc (core func $memory "realloc"))))
    (func (export "ask") (param "key" string) (result u32)
        (canon lift (core func $main "ask") (memory $m) (realloc (core func $memory "realloc"))))
    (func (export "word") (param "text" string) (result bool)
        (canon lift (core func $main "word") (memory $m) (realloc (core func $memory "realloc"))))
    (func (export "count") (result u32) (canon lift (core func $main "count")))
    (func (export "loop") (param "for-ever" bool) (result u32)
        (canon lift (core func $main "loop")))
)"#;

/// Handles of imported and of exported resources.
const HANDLES: &str = r#"(component
    (import "host:api/things" (instance $things
        (export "thing" (type $thing (sub resource)))
        (export "[constructor]thing" (func (result (own $thing))))
        (export "[method]thing.look" (func (param "self" (borrow $thing)) (result u32)))))
    (alias export $things "thing" (type $thing))
    (core func $new (canon lower (func $things "[constructor]thing")))
    (core func $look (canon lower (func $things "[method]thing.look")))
    (core func $drop (canon resource.drop $thing))
    (core module $destructor (func (export "gone") (param i32)))
    (core instance $destructor (instantiate $destructor))
    (type $box (resource (rep i32) (dtor (core func $destructor "gone"))))
    (core func $box (canon resource.new $box))
    (core module $main
        (import "" "new" (func $new (result i32)))
        (import "" "look" (func $look (param i32) (result i32)))
        (import "" "drop" (func $drop (param i32)))
        (import "" "box" (func $box (param i32) (result i32)))
        (func (export "use") (result i32)
            (local $one i32) (local $two i32) (local $seen i32)
            (local.set $one (call $new))
            (local.set $two (call $new))
            (local.set $seen (call $look (local.get $one)))
            (call $drop (local.get $one))
            (call $drop (local.get $two))
            (local.get $seen))
        (func (export "take") (param i32) (result i32) (call $look (local.get 0)))
        (func (export "make") (param i32) (result i32) (call $box (local.get 0)))
        (func (export "open") (param i32) (result i32) (local.get 0)))
    (core instance $main (instantiate $main (with "" (instance
        (export "new" (func $new))
        (export "look" (func $look))
        (export "drop" (func $drop))
        (export "box" (func $box))))))
    (export $out "box" (type $box))
    (func (export "use") (result u32) (canon lift (core func $main "use")))
    (func (export "take") (param "thing" (own $thing)) (result u32)
        (canon lift (core func $main "take")))
    (func (export "make") (param "content" u32) (result (own $out))
        (canon lift (core func $main "make")))
    (func (export "open") (param "box" (borrow $out)) (result u32)
        (canon lift (core func $main "open")))
)"#;

fn compare(before: &str, after: &str) -> Result<Verified, Difference> {
    let settings = Settings {
        cases: 50,
        fuel: 100_000,
        ..Settings::default()
    };
    let [before, after] = [before, after].map(|text| wat::parse_str(text).unwrap());
    verify(&before, &after, &settings)
}

/// Replaces a part of `text` that stands there once.
fn replace(text: &str, from: &str, to: &str) -> String {
    assert_eq!(text.matches(from).count(), 1, "{from}");
    text.replace(from, to)
}

/// Returns the difference that is found when something stands in [`PLAIN`] in place
/// of something else.
fn fault(from: &str, to: &str) -> Difference {
    compare(PLAIN, &replace(PLAIN, from, to)).expect_err("a fault")
}

#[test]
fn the_same_component_does_the_same() {
    let verified = compare(PLAIN, PLAIN).unwrap();
    assert_eq!(verified.skipped, []);
    assert!(verified.import_calls > 50, "{verified:?}");
    let tried = |name: &str| {
        let mut functions = verified.functions.iter();
        functions.find(|tried| tried.name == name).unwrap()
    };
    assert_eq!(verified.functions.len(), 8);
    for name in ["divide", "check"] {
        let (calls, trapped) = (tried(name).calls, tried(name).trapped);
        assert_eq!(calls, 50);
        assert!(0 < trapped && trapped < calls, "{name}: {trapped}");
    }
    let loops = tried("loop");
    assert!(
        0 < loops.undecided && loops.undecided < loops.calls,
        "{loops:?}"
    );
    assert_eq!(verified.calls(), 8 * 50 - u64::from(loops.undecided));
}

/// Shrinking may leave memory and data to two modules, where Wasmtime counts each byte
/// that it copies.
#[test]
fn data_may_be_copied_into_the_memory_of_another_module() {
    let data = format!(r#"(data (i32.const 0) "{}")"#, "x".repeat(3 << 20));
    let read = r#"(func (export "f") (result i32) (i32.load (i32.const 7)))"#;
    let lift = r#"(func (export "f") (result u32) (canon lift (core func $i "f")))"#;
    let one = format!(
        r"(component (core module $m (memory 64) {data} {read})
            (core instance $i (instantiate $m)) {lift})"
    );
    let two = format!(
        r#"(component (core module $a (memory (export "m") 64))
            (core module $m (import "" "m" (memory 64)) {data} {read})
            (core instance $a (instantiate $a))
            (core instance $i (instantiate $m (with "" (instance $a)))) {lift})"#
    );
    for (before, after) in [(&one, &two), (&two, &one)] {
        let verified = compare(before, after).unwrap();
        assert_eq!((verified.functions.len(), &*verified.skipped), (1, &[][..]));
    }
}

#[test]
fn a_changed_constant_is_found() {
    let difference = fault("i32.const 41", "i32.const 42");
    assert_eq!(difference.kind, DifferenceKind::Result);
    assert_eq!(difference.during, "constant");
    assert_eq!(
        (&*difference.before, &*difference.after),
        ("returns 41", "returns 42")
    );
}

#[test]
fn swapped_calls_of_imports_are_found() {
    let difference = fault(
        "(drop (call $left (local.get 0) (local.get 1)))
            (call $right",
        "(drop (call $right (local.get 0) (local.get 1)))
            (call $left",
    );
    assert_eq!(difference.kind, DifferenceKind::Imports);
    assert!(
        difference.before.contains("host:api/left#get("),
        "{difference}"
    );
    assert!(
        difference.after.contains("host:api/right#get("),
        "{difference}"
    );
}

#[test]
fn a_call_of_an_import_that_is_gone_is_found() {
    let difference = fault("(drop (call $left (local.get 0) (local.get 1)))", "");
    assert_eq!(difference.kind, DifferenceKind::Imports);
}

#[test]
fn another_argument_of_an_import_is_found() {
    let difference = fault(
        "(drop (call $left (local.get 0) (local.get 1)))",
        "(drop (call $left (local.get 0) (i32.const 0)))",
    );
    assert_eq!(difference.kind, DifferenceKind::Imports);
}

#[test]
fn a_trap_that_is_gone_is_found() {
    let difference = fault("(then unreachable)", "(then nop)");
    assert_eq!(difference.kind, DifferenceKind::Trap);
    assert!(difference.before.contains("unreachable"), "{difference}");
    assert_eq!(difference.after, "returns nothing");
}

#[test]
fn another_trap_is_found() {
    let difference = fault(
        "(then unreachable)",
        "(then (drop (i32.load (i32.const -1))))",
    );
    assert_eq!(difference.kind, DifferenceKind::Trap);
}

#[test]
fn a_word_in_the_data_that_changes_is_found() {
    let difference = fault("open sesame", "open second");
    assert_eq!(
        (difference.kind, &*difference.during),
        (DifferenceKind::Result, "word")
    );
}

#[test]
fn state_that_is_forgotten_is_found() {
    let difference = fault("(global.get $count))\n", "(i32.const 1))\n");
    assert_eq!(
        (difference.kind, &*difference.during),
        (DifferenceKind::Result, "count")
    );
}

#[test]
fn a_loop_without_end_is_found() {
    let difference = fault(
        "(result i32) (i32.const 41)",
        "(result i32) (loop $l (br $l)) (i32.const 41)",
    );
    assert_eq!(difference.kind, DifferenceKind::End);
}

#[test]
fn an_export_that_is_gone_is_found() {
    let difference = fault(
        r#"(func (export "count") (result u32) (canon lift (core func $main "count")))"#,
        "",
    );
    assert_eq!(difference.kind, DifferenceKind::Form);
}

#[test]
fn another_nan_is_the_same_and_another_number_is_not() {
    let nan = "(f32.div (f32.const 0) (f32.const 0))";
    assert!(compare(PLAIN, &replace(PLAIN, nan, "(f32.const nan:0x200001)")).is_ok());
    assert_eq!(fault(nan, "(f32.const 0)").kind, DifferenceKind::Result);
    let zero = replace(PLAIN, nan, "(f32.const 0)");
    let difference = compare(&zero, &replace(PLAIN, nan, "(f32.const -0)")).unwrap_err();
    assert_eq!(difference.kind, DifferenceKind::Result);
}

#[test]
fn how_deep_calls_nest_is_the_hosts_affair() {
    let deep = "(func $deep (param i32) (result i32) (call $deep (local.get 0)))
        (func (export \"constant\") (result i32) (call $deep (i32.const 1)))";
    let deep = replace(
        PLAIN,
        r#"(func (export "constant") (result i32) (i32.const 41))"#,
        deep,
    );
    let settings = Settings::default();
    let [deep, plain] = [&*deep, PLAIN].map(|text| wat::parse_str(text).unwrap());
    let verified = verify(&deep, &plain, &settings).unwrap();
    let constant = &verified.functions[2];
    assert_eq!((&*constant.name, constant.undecided), ("constant", 100));
}

#[test]
fn the_same_seed_finds_the_same_and_another_one_something_else() {
    let faulty = replace(PLAIN, "(then unreachable)", "(then nop)");
    let found = |seed| {
        let settings = Settings {
            seed,
            ..Settings::default()
        };
        let [before, after] = [PLAIN, &*faulty].map(|text| wat::parse_str(text).unwrap());
        verify(&before, &after, &settings).unwrap_err()
    };
    assert_eq!(found(7), found(7));
    assert_ne!(found(7).arguments, found(8).arguments);
}

#[test]
fn handles_are_made_up_kept_and_given_back() {
    let verified = compare(HANDLES, HANDLES).unwrap();
    assert_eq!(verified.skipped, []);
    assert_eq!(verified.functions.len(), 4);
    assert!(
        verified.functions.iter().all(|tried| tried.trapped == 0),
        "{verified:?}"
    );
}

#[test]
fn another_handle_is_found() {
    for (from, to, kind, during) in [
        (
            "(call $look (local.get $one))",
            "(call $look (local.get $two))",
            DifferenceKind::Imports,
            "use",
        ),
        (
            "(call $drop (local.get $one))\n            (call $drop (local.get $two))",
            "(call $drop (local.get $two))\n            (call $drop (local.get $one))",
            DifferenceKind::Imports,
            "use",
        ),
        (
            "(call $box (local.get 0))",
            "(call $box (i32.const 7))",
            DifferenceKind::Result,
            "open",
        ),
    ] {
        let difference = compare(HANDLES, &replace(HANDLES, from, to)).expect_err(from);
        assert_eq!(
            (difference.kind, &*difference.during),
            (kind, during),
            "{difference}"
        );
    }
}

#[test]
fn what_a_destructor_does_is_compared() {
    let traps = replace(
        HANDLES,
        r#"(func (export "gone") (param i32))"#,
        r#"(func (export "gone") (param i32) unreachable)"#,
    );
    let difference = compare(HANDLES, &traps).expect_err("a destructor that traps");
    assert_eq!(difference.kind, DifferenceKind::Trap);
}

#[test]
fn what_cannot_be_run_is_said() {
    let module = r#"(component (import "m" (core module)))"#;
    let verified = compare(module, module).unwrap();
    assert_eq!(verified.functions.len(), 0);
    assert!(
        verified.skipped[0].why.contains("imports m"),
        "{verified:?}"
    );

    let traps = "(component
        (core module $m (func $f unreachable) (start $f))
        (core instance (instantiate $m)))";
    let verified = compare(traps, traps).unwrap();
    assert!(
        verified.skipped[0].why.contains("unreachable"),
        "{verified:?}"
    );
    let started = traps.replace("unreachable", "nop");
    assert_eq!(
        compare(traps, &started).unwrap_err().kind,
        DifferenceKind::Trap
    );
}

#[test]
fn an_argument_that_cannot_be_made_is_said() {
    let handle = r#"(component
        (type $box' (resource (rep i32)))
        (export $box "box" (type $box'))
        (core module $m (func (export "f") (param i32)))
        (core instance $i (instantiate $m))
        (func (export "f") (param "box" (own $box)) (canon lift (core func $i "f"))))"#;
    let verified = compare(handle, handle).unwrap();
    assert_eq!(verified.functions.len(), 0);
    assert_eq!(verified.skipped.len(), 1);
    assert!(verified.skipped[0].why.contains("handle"), "{verified:?}");
}

#[test]
fn what_was_shrunk_does_the_same() {
    for text in [PLAIN, HANDLES] {
        let before = wat::parse_str(text).unwrap();
        let after = shrink(&before, &Options::default()).unwrap().component;
        let settings = Settings {
            fuel: 100_000,
            ..Settings::default()
        };
        let verified = verify(&before, &after, &settings);
        let verified = verified.unwrap_or_else(|difference| panic!("{difference}"));
        assert!(
            verified.skipped.is_empty() && verified.calls() > 100,
            "{verified:?}"
        );
    }
}

#[test]
fn what_only_happens_to_a_page_of_text_is_found() {
    let large = "(then (if (i32.ge_u (local.get 1) (i32.const 65536)) (then return)) unreachable)";
    let faulty = replace(PLAIN, "(then unreachable)", large);
    let [before, after] = [PLAIN, &*faulty].map(|text| wat::parse_str(text).unwrap());
    let settings = Settings {
        cases: 400,
        fuel: 100_000,
        ..Settings::default()
    };
    let difference = verify(&before, &after, &settings).unwrap_err();
    assert_eq!(
        (difference.kind, &*difference.during),
        (DifferenceKind::Trap, "check")
    );
}
