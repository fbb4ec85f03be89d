//! Parting the allocator from the rest.

use greentic_shrink::core_wasm::{ModuleRefusal, Shared, Split, split_allocator};
use wasmparser::ExternalKind;

use super::support::observed::{engine, observe};
use super::support::text::{module, printed};

/// An allocator as those are that the guests have: a pointer in memory, another
/// one in a global, and helpers, one of which the rest calls too.
const WHOLE: &str = r#"(module
    (import "host" "f" (func $f (param i32) (result i32)))
    (memory (export "memory") 1 16)
    (global $stack (mut i32) (i32.const 1024))
    (global $top (mut i32) (i32.const 2048))
    (global $own (mut i32) (i32.const 7))
    (table (export "table") 1 funcref)
    (elem (i32.const 0) func $used)
    (data (i32.const 8) "hello")
    (data (i32.const 2048) "world")
    (func $grow (param i32)
        (local i32)
        (if (i32.gt_u (global.get $top) (i32.shl (memory.size) (i32.const 16)))
            (then (if (i32.eq (memory.grow (local.get 0)) (i32.const -1)) (then (unreachable)))))
        (local.set 1 (i32.const 5))
        (i32.store (i32.const 4) (i32.add (i32.load (i32.const 4)) (local.get 1))))
    (func $realloc (export "cabi_realloc") (param i32 i32 i32 i32) (result i32)
        (local i32)
        (local.set 4 (global.get $top))
        (global.set $top (i32.add (local.get 4) (local.get 3)))
        (global.set $stack (i32.sub (global.get $stack) (i32.const 16)))
        (call $grow (i32.const 1))
        (global.set $stack (i32.add (global.get $stack) (i32.const 16)))
        (local.get 4))
    (func $used (export "used") (param i32) (result i32)
        (global.set $stack (i32.sub (global.get $stack) (i32.const 32)))
        (i32.store (global.get $stack) (call $f (local.get 0)))
        (call $grow (i32.const 2))
        (global.set $own (i32.add (global.get $own) (i32.const 1)))
        (i32.add (i32.load (global.get $stack)) (i32.load8_u (i32.const 8))))
    (func $start (i32.store8 (i32.const 9) (i32.load8_u (i32.const 8))))
    (start $start)
    (func (export "look") (param i32) (result i32) (i32.load8_u offset=4 (local.get 0)))
    (func (export "own") (result i32) (global.get $own)))"#;

fn split(text: &str) -> Result<Split, ModuleRefusal> {
    split_allocator(&module(text), "memory", "cabi_realloc")
}

#[test]
fn both_parts_together_are_the_module() {
    let split = split(WHOLE).expect("an allocator that can be parted");
    let names: Vec<_> = split.shared.iter().map(|shared| &shared.name[..]).collect();
    assert_eq!(names, ["a", "b", "c"], "{split:?}");
    let kinds: Vec<_> = split.shared.iter().map(|shared| shared.kind).collect();
    assert_eq!(
        kinds,
        [
            ExternalKind::Memory,
            ExternalKind::Global,
            ExternalKind::Func
        ]
    );
    assert_eq!(
        (&split.module[..], &split.memory[..], &split.realloc[..]),
        ("a", "a", "d")
    );
    assert!(!printed(&split.allocator).contains("import"));

    let engine = engine();
    let kept = |name: &str| ["used", "look", "own", "table"].contains(&name);
    let whole = module(WHOLE);
    let before = observe(&engine, &[("", &whole)], &kept).expect("known features");
    let parts = [
        (&split.module[..], &split.allocator[..]),
        ("", &split.rest[..]),
    ];
    let after = observe(&engine, &parts, &kept).expect("known features");
    assert_eq!(before, after);
    assert!(
        before
            .events
            .iter()
            .any(|event| event.starts_with("call of"))
    );

    // A fault: data that is not copied is seen.
    let text = WHOLE.replace("hello", "jello");
    let faulty = module(&text);
    let other = observe(&engine, &[("", &faulty)], &kept).expect("known features");
    assert_ne!(before.events, other.events);
}

#[test]
fn the_allocator_is_the_first_part() {
    let split = split(WHOLE).expect("an allocator that can be parted");
    let engine = engine();
    let calls = |name: &str| {
        [&split.realloc, &split.memory]
            .map(|name| &name[..])
            .contains(&name)
    };
    let alone = [("", &split.allocator[..])];
    let first = observe(&engine, &alone, &calls).expect("known features");
    assert_eq!(first.calls, 1);
    assert!(first.events[0].ends_with(": 2048"), "{:?}", first.events);
}

#[test]
fn small_functions_are_doubled_rather_than_shared() {
    let text = r#"(module
        (memory (export "memory") 1)
        (func $small (result i32) (i32.load (i32.const 4)))
        (func (export "cabi_realloc") (param i32 i32 i32 i32) (result i32) (call $small))
        (func (export "f") (result i32) (i32.add (call $small) (call $small))))"#;
    let split = split(text).expect("an allocator that can be parted");
    let shared = Shared {
        kind: ExternalKind::Memory,
        name: "a".into(),
    };
    assert_eq!(split.shared, [shared]);
}

#[test]
fn the_name_of_the_allocator_is_free() {
    let text = WHOLE.replace("\"host\"", "\"a\"");
    assert_eq!(split(&text).expect("parted").module, "b");
}

#[test]
fn what_the_allocator_must_not_do_is_refused() {
    let with = |code: &str, more: &str| {
        let text = format!(
            r#"(module
                (import "host" "f" (func $f))
                (import "host" "g" (global $g i32))
                {more}
                (func $inner {code})
                (func (export "cabi_realloc") (param i32 i32 i32 i32) (result i32)
                    (call $inner) (i32.const 0)))"#
        );
        split(&text).expect_err("a refusal").to_string()
    };
    let memory = r#"(memory (export "memory") 1) (data "x") (table 1 funcref) (tag $t)
        (elem declare func $inner)"#;
    for (code, said) in [
        ("(call $f)", "the import `f` of `host`"),
        ("(drop (global.get $g))", "the import `g` of `host`"),
        ("(call_indirect (i32.const 0))", "Table 0"),
        ("(drop (table.size 0))", "Table 0"),
        ("(drop (ref.func $inner))", "references of functions"),
        ("(data.drop 0)", "Data 0"),
        ("(throw $t)", "Tag 0"),
    ] {
        let why = with(code, memory);
        assert!(why.contains(said), "{code}: {why}");
    }
    let two = r#"(memory (export "memory") 1) (memory $n 1)"#;
    assert!(with("(drop (memory.size $n))", two).contains("Memory 1"));
    let shared = r#"(memory (export "memory") 1 1 shared)"#;
    assert!(with("", shared).contains("shared"));
    assert!(with("", r#"(memory (export "memory") (import "m" "m") 1)"#).contains("imported"));
    assert!(with("", "").contains("`memory`"));
}
