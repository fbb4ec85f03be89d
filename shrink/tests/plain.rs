//! Core modules of the kinds that tool chains make: shrunk, run, and compared.

use greentic_shrink::verify::{DifferenceKind, Settings, Verified, verify};
use greentic_shrink::{Options, shrink};

/// A library as emscripten makes it, to be linked when it is loaded: places are
/// told by imports, and addresses are filled in by a function.
const SIDE_MODULE: &str = r#"(module
    (@custom "dylink.0" (before first) "\01\04\20\02\01\00")
    (import "env" "memory" (memory 1))
    (import "env" "__indirect_function_table" (table 3 funcref))
    (import "env" "__memory_base" (global $memory i32))
    (import "env" "__table_base" (global $table i32))
    (import "GOT.mem" "counter" (global $counter (mut i32)))
    (import "env" "unused" (func $unused (param i32)))
    (elem (global.get $table) $one)
    (data (global.get $memory) "scanner\00\01\02\03")
    (func $ctors (export "__wasm_call_ctors"))
    (func $one (result i32) (i32.const 1))
    (func (export "__wasm_apply_data_relocs")
        (i32.store (i32.add (global.get $memory) (i32.const 16)) (global.get $memory))
        (i32.store (i32.add (global.get $memory) (i32.const 20)) (global.get $memory)))
    (func (export "scan") (param i32) (result i32)
        (i32.load8_u (i32.add (global.get $memory) (i32.and (local.get 0) (i32.const 15)))))
    (func (export "count") (result i32)
        (global.set $counter (i32.add (global.get $counter) (i32.const 1)))
        (call_indirect (result i32) (global.get $table))))"#;

/// A program as emscripten makes it: a stack, a heap, a table, functions of its
/// loader.
const MAIN_MODULE: &str = r#"(module
    (import "a" "a" (func $abort))
    (import "a" "b" (func $grow (param i32) (result i32)))
    (memory (export "c") 2 2)
    (table (export "d") 2 funcref)
    (elem (i32.const 1) $square)
    (global $stack (mut i32) (i32.const 66560))
    (data (i32.const 1024) "text\00\00\00\00\00\00\00\00\00\00\00\00\00\00\00\00more")
    (func (export "e"))
    (func $square (param i32) (result i32) (i32.mul (local.get 0) (local.get 0)))
    (func $allocate (export "f") (param i32) (result i32) (local i32)
        (if (i32.gt_u (local.get 0) (i32.const 4096)) (then (call $abort)))
        (local.set 1 (global.get $stack))
        (global.set $stack (i32.add (global.get $stack) (i32.and (i32.add (local.get 0) (i32.const 15)) (i32.const -16))))
        (memory.fill (local.get 1) (i32.const 7) (local.get 0))
        (local.get 1))
    (func (export "g") (param i32) (result i32)
        (call_indirect (param i32) (result i32) (local.get 0) (i32.const 1)))
    (func (export "h") (param i32) (result i32)
        (call $grow (i32.load8_s offset=1024 (i32.and (local.get 0) (i32.const 31))))))"#;

/// A module as wasm-bindgen makes it: references of JavaScript in a table, text as
/// two numbers.
const BINDGEN: &str = r#"(module
    (import "./m_bg.js" "__wbg_log" (func $log (param externref)))
    (memory (export "memory") 17)
    (table (export "__wbindgen_export_0") 128 externref)
    (data (i32.const 1048576) "panicked at src/lib.rs")
    (func (export "__wbindgen_malloc") (param i32 i32) (result i32)
        (i32.and (i32.add (local.get 0) (i32.const 1048640)) (i32.sub (i32.const 0) (local.get 1))))
    (func (export "greet") (param i32 i32) (result i32)
        (call $log (table.get (i32.const 3)))
        (i32.load8_u (i32.and (local.get 0) (i32.const 65535))))
    (func (export "keep") (param externref)
        (table.set (i32.const 3) (local.get 0)) (call $log (local.get 0)))
    (func (export "ratio") (param f64 f32) (result f64)
        (f64.div (local.get 0) (f64.promote_f32 (local.get 1)))))"#;

/// A module as `AssemblyScript` makes it: exported globals, a start function.
const ASSEMBLY_SCRIPT: &str = r#"(module
    (global $argc (mut i32) (i32.const 0))
    (global (export "INPUT_LENGTH") i32 (i32.const 512))
    (global $state (export "state") (mut i64) (i64.const 0))
    (memory (export "memory") 1)
    (start $start)
    (func $start (global.set $state (i64.const 77)))
    (func (export "__setArgumentsLength") (param i32) (global.set $argc (local.get 0)))
    (func (export "next") (result i64)
        (global.set $state (i64.add (i64.mul (global.get $state) (i64.const 6364136223846793005))
                                    (i64.const 1442695040888963407)))
        (global.get $state))
    (func (export "digest") (param i32 i32) (result i32) (local i32)
        (loop $again
            (local.set 2 (i32.xor (i32.rotl (local.get 2) (i32.const 5)) (local.get 1)))
            (br_if $again (i32.gt_u (local.tee 1 (i32.shr_u (local.get 1) (i32.const 1))) (local.get 0))))
        (i32.store8 (i32.and (local.get 0) (i32.const 255)) (local.get 2))
        (i32.add (local.get 2) (global.get $argc))))"#;

/// A contract: its host reads the contents of its sections.
const CONTRACT: &str = r#"(module
    (@custom "contractspecv0" "what it offers")
    (@custom "contractenvmetav0" "of which host")
    (@custom "producers" "\00")
    (import "l" "_" (func $put (param i64 i64 i64) (result i64)))
    (memory (export "memory") 16)
    (global (export "__data_end") i32 (i32.const 1048576))
    (func (export "increment") (param i64) (result i64) (local i64)
        (local.set 1 (i64.const 0))
        (call $put (i64.shl (local.get 0) (i64.const 8)) (i64.const 4) (i64.const 1)))
    (func (export "_")))"#;

/// Threads: a memory of all of them, data that the first one puts there.
const THREADS: &str = r#"(module
    (import "env" "memory" (memory 1 4 shared))
    (global $flag i32 (i32.const 64))
    (data $passive "only once")
    (start $init)
    (func $init
        (if (i32.eqz (i32.atomic.rmw.cmpxchg (global.get $flag) (i32.const 0) (i32.const 1)))
            (then (memory.init $passive (i32.const 128) (i32.const 0) (i32.const 9))))
        (data.drop $passive))
    (func (export "at") (param i32) (result i32)
        (i32.load8_u offset=128 (i32.and (local.get 0) (i32.const 15)))))"#;

/// One name twice, which no component can hold.
const TWICE: &str = r#"(module
    (import "m" "f" (func $one (param i32) (result i32)))
    (import "m" "f" (func $two (param i64) (result i32)))
    (func $same (param i32) (result i32)
        (i32.mul (i32.add (local.get 0) (i32.const 1)) (i32.sub (local.get 0) (i32.const 1))))
    (func $again (param i32) (result i32)
        (i32.mul (i32.add (local.get 0) (i32.const 1)) (i32.sub (local.get 0) (i32.const 1))))
    (func (export "a") (param i32) (result i32) (call $one (call $same (local.get 0))))
    (func (export "b") (param i32 i64) (result i32)
        (i32.add (call $two (local.get 1)) (call $again (local.get 0)))))"#;

const KINDS: [(&str, &str); 7] = [
    ("a side module", SIDE_MODULE),
    ("a main module", MAIN_MODULE),
    ("wasm-bindgen", BINDGEN),
    ("AssemblyScript", ASSEMBLY_SCRIPT),
    ("a contract", CONTRACT),
    ("threads", THREADS),
    ("a name twice", TWICE),
];

fn compare(before: &[u8], after: &[u8]) -> Result<Verified, String> {
    let settings = Settings {
        cases: 40,
        fuel: 100_000,
        ..Settings::default()
    };
    verify(before, after, &settings).map_err(|difference| difference.to_string())
}

#[test]
fn modules_of_all_kinds_get_smaller_and_do_the_same() {
    for (kind, text) in KINDS {
        let before = wat::parse_str(text).unwrap();
        let after = shrink(&before, &Options::default()).unwrap();
        let after = after.component;
        assert!(after.len() < before.len(), "{kind}");
        let verified = compare(&before, &after).unwrap_or_else(|why| panic!("{kind}: {why}"));
        assert_eq!(verified.skipped, [], "{kind}");
        let trapped: u32 = verified.functions.iter().map(|tried| tried.trapped).sum();
        assert!(
            u64::from(trapped) * 2 < verified.calls() && verified.calls() > 30,
            "{kind}: {verified:?}"
        );
        let again = shrink(&after, &Options::default()).unwrap().component;
        assert_eq!(again, after, "{kind}");
    }
}

/// Each line is changed into another one that does something else.
#[test]
fn a_module_that_does_something_else_is_found() {
    let faults = [
        (SIDE_MODULE, "i32.const 15", "i32.const 14", "scan"),
        (
            SIDE_MODULE,
            "(i32.const 20)) (global.get $memory)",
            "(i32.const 20)) (i32.const 5)",
            "__wasm_apply_data_relocs",
        ),
        (
            SIDE_MODULE,
            "(global.get $counter) (i32.const 1)",
            "(global.get $counter) (i32.const 2)",
            "count",
        ),
        (
            MAIN_MODULE,
            "(i32.const 7) (local.get 0)",
            "(i32.const 8) (local.get 0)",
            "f",
        ),
        (
            MAIN_MODULE,
            "(i32.const 4096)) (then (call $abort))",
            "(i32.const 4096)) (then)",
            "f",
        ),
        (
            BINDGEN,
            "(call $log (table.get (i32.const 3)))",
            "",
            "greet",
        ),
        (BINDGEN, "f64.div", "f64.mul", "ratio"),
        (ASSEMBLY_SCRIPT, "(i64.const 77)", "(i64.const 78)", ""),
        (ASSEMBLY_SCRIPT, "i32.store8", "i32.store16", "digest"),
        (
            CONTRACT,
            "(i64.const 4) (i64.const 1)",
            "(i64.const 4) (i64.const 2)",
            "increment",
        ),
        (THREADS, "only once", "only 0nce", "at"),
    ];
    for (text, from, to, during) in faults {
        assert!(text.contains(from), "{from}");
        let [before, after] =
            [text.to_owned(), text.replace(from, to)].map(|text| wat::parse_str(text).unwrap());
        let settings = Settings {
            cases: 40,
            fuel: 100_000,
            ..Settings::default()
        };
        let difference = verify(&before, &after, &settings).expect_err(from);
        assert!(
            during.is_empty() || difference.during == during,
            "{difference}"
        );
    }
}

#[test]
fn a_module_of_another_form_is_found() {
    let before = wat::parse_str(CONTRACT).unwrap();
    let lacking = CONTRACT.replace("(func (export \"_\"))", "");
    let lacking = wat::parse_str(lacking).unwrap();
    let difference = verify(&before, &lacking, &Settings::default()).unwrap_err();
    assert_eq!(difference.kind, DifferenceKind::Form);
    let difference = verify(&before, b"\0asm", &Settings::default()).unwrap_err();
    assert_eq!(difference.kind, DifferenceKind::Form);
}

#[test]
fn what_cannot_be_made_up_is_said() {
    let full = r#"(module (type $f (func))
        (import "m" "t" (table 1 (ref $f))) (func (export "f")))"#;
    let full = wat::parse_str(full).unwrap();
    let verified = compare(&full, &full).unwrap();
    assert_eq!(verified.calls(), 0);
    let [skipped] = &*verified.skipped else {
        panic!("{verified:?}");
    };
    assert_eq!(skipped.what, "the whole core module");
    assert!(skipped.why.contains("imports m.t"), "{skipped:?}");

    let takes =
        r#"(module (type $f (func)) (func (export "f") (param (ref $f))) (func (export "g")))"#;
    let takes = wat::parse_str(takes).unwrap();
    let verified = compare(&takes, &takes).unwrap();
    assert_eq!(verified.calls(), 40);
    assert_eq!(verified.skipped[0].what, "f");
}
