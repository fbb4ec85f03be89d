//! The parts that compacting makes shorter, and those that it must not touch.

use greentic_shrink::core_wasm::compact;

use super::support::text::{becomes, module, printed, stays};

#[test]
fn zeros_at_the_ends_of_data_go() {
    becomes(
        compact,
        r#"(module (memory (export "m") 1)
            (data (i32.const 8) "\00\00ab\00\00")
            (data (i32.const 64) "\00\00"))"#,
        r#"(module (memory (export "m") 1) (data (i32.const 10) "ab"))"#,
    );
}

#[test]
fn segments_are_joined_and_split_where_that_is_shorter() {
    // Two that touch; a gap that is cheaper than a header.
    becomes(
        compact,
        r#"(module (memory (export "m") 1)
            (data (i32.const 8) "ab") (data (i32.const 10) "cd") (data (i32.const 16) "ef"))"#,
        r#"(module (memory (export "m") 1) (data (i32.const 8) "abcd\00\00\00\00ef"))"#,
    );
    becomes(
        compact,
        r#"(module (memory (export "m") 1)
            (data (i32.const 8) "ab\00\00\00\00\00\00\00\00\00\00\00\00\00\00cd"))"#,
        r#"(module (memory (export "m") 1) (data (i32.const 8) "ab") (data (i32.const 24) "cd"))"#,
    );
}

#[test]
fn later_segments_win() {
    becomes(
        compact,
        r#"(module (memory (export "m") 1)
            (data (i32.const 8) "abcdef")
            (data (i32.const 4) "123456")
            (data (i32.const 12) "XY")
            (data (i32.const 13) "\00"))"#,
        r#"(module (memory (export "m") 1) (data (i32.const 4) "123456cdX"))"#,
    );
}

#[test]
fn an_imported_memory_may_hold_anything() {
    stays(
        compact,
        r#"(module (import "m" "m" (memory 1)) (data (i32.const 8) "\00\00ab\00\00"))"#,
    );
    becomes(
        compact,
        r#"(module (import "m" "m" (memory 1))
            (data (i32.const 8) "ab\00") (data (i32.const 10) "\00\00cd"))"#,
        r#"(module (import "m" "m" (memory 1)) (data (i32.const 8) "ab\00\00cd"))"#,
    );
}

#[test]
fn data_of_imported_memories_stays_in_order_since_they_may_be_one() {
    // If the two are one memory, it starts with the bytes of the last segment.
    stays(
        compact,
        r#"(module (import "m" "a" (memory 1)) (import "m" "b" (memory 1))
            (data (memory 1) (i32.const 8) "old")
            (data (memory 0) (i32.const 8) "ne") (data (memory 0) (i32.const 10) "w"))"#,
    );
    // Not the memory of the module, which is another one.
    becomes(
        compact,
        r#"(module (import "m" "a" (memory 1)) (memory (export "m") 1)
            (data (memory 1) (i32.const 8) "own\00")
            (data (memory 0) (i32.const 8) "its") (data (memory 0) (i32.const 8) "new"))"#,
        r#"(module (import "m" "a" (memory 1)) (memory (export "m") 1)
            (data (memory 0) (i32.const 8) "new") (data (memory 1) (i32.const 8) "own"))"#,
    );
}

#[test]
fn data_stays_where_some_of_it_may_trap() {
    // The last one does not fit, so only the first ones are left behind.
    stays(
        compact,
        r#"(module (memory (export "m") 1)
            (data (i32.const 8) "ab\00") (data (i32.const 65535) "xy"))"#,
    );
    stays(
        compact,
        r#"(module (import "m" "base" (global i32)) (memory (export "m") 1)
            (data (i32.const 8) "ab\00") (data (global.get 0) "xy"))"#,
    );
}

#[test]
fn data_stays_where_code_names_an_active_segment() {
    stays(
        compact,
        r#"(module (memory (export "m") 1)
            (data (i32.const 8) "ab\00")
            (func (export "f")
                (memory.init 0 (i32.const 0) (i32.const 0) (i32.const 1))))"#,
    );
}

#[test]
fn data_of_a_shared_memory_stays() {
    stays(
        compact,
        r#"(module (memory (export "m") 1 1 shared) (data (i32.const 8) "ab\00"))"#,
    );
}

#[test]
fn passive_data_keeps_its_number() {
    becomes(
        compact,
        r#"(module (memory (export "m") 1)
            (data (i32.const 8) "\00\00\00\00")
            (data "zero\00\00")
            (func (export "f")
                (memory.init 1 (i32.const 0) (i32.const 0) (i32.const 6))))"#,
        r#"(module (memory (export "m") 1)
            (data "zero\00\00")
            (func (export "f")
                (memory.init 0 (i32.const 0) (i32.const 0) (i32.const 6))))"#,
    );
}

#[test]
fn memories_of_64_bits_and_further_ones_are_compacted_too() {
    becomes(
        compact,
        r#"(module (memory (export "m") 1) (memory (export "n") i64 1)
            (data (memory 1) (i64.const 8) "\00ab\00"))"#,
        r#"(module (memory (export "m") 1) (memory (export "n") i64 1)
            (data (memory 1) (i64.const 9) "ab"))"#,
    );
}

#[test]
fn the_size_of_a_memory_stays() {
    stays(compact, "(module (memory 17 32))");
}

#[test]
fn equal_types_are_one() {
    becomes(
        compact,
        r#"(module
            (type (func (param i32)))
            (type (func (param i32)))
            (type (func (param i64)))
            (rec (type (struct (field (ref null 3)))))
            (rec (type (struct (field (ref null 4)))))
            (import "m" "f" (func (type 1)))
            (func (export "g") (type 2) (local (ref null 4)) (local.set 1 (ref.null 3)))
            (func (export "h") (type 1) (nop)))"#,
        r#"(module
            (type (func (param i32)))
            (type (func (param i64)))
            (rec (type (struct (field (ref null 2)))))
            (import "m" "f" (func (type 0)))
            (func (export "g") (type 1) (local (ref null 2)) (local.set 1 (ref.null 2)))
            (func (export "h") (type 0) (nop)))"#,
    );
}

#[test]
fn equal_functions_are_one() {
    // The callers are equal once the functions that they call are.
    becomes(
        compact,
        r#"(module
            (func $a (result i32) (i32.const 1000))
            (func $b (result i32) (i32.const 1000))
            (func (export "a") (result i32) (i32.eqz (call $a)))
            (func (export "b") (result i32) (i32.eqz (call $b)))
            (func (export "c") (result i64) (i64.const 1000)))"#,
        r#"(module
            (type (func (result i32)))
            (type (func (result i64)))
            (func $a (type 0) (i32.const 1000))
            (func $x (type 0) (i32.eqz (call $a)))
            (func $y (type 1) (i64.const 1000))
            (export "a" (func $x)) (export "b" (func $x)) (export "c" (func $y)))"#,
    );
}

#[test]
fn functions_that_hand_on_their_arguments_are_what_they_call() {
    becomes(
        compact,
        r#"(module
            (func $outer (export "f") (param i32 i64) (result i32)
                (call $middle (local.get 0) (local.get 1)))
            (func $middle (param i32 i64) (result i32)
                (return_call $inner (local.get 0) (local.get 1)))
            (func $inner (param i32 i64) (result i32) (local.get 0)))"#,
        r#"(module
            (func (export "f") (param i32 i64) (result i32) (local.get 0)))"#,
    );
    // Functions that swap them, are called in a circle, or are imported stay.
    stays(
        compact,
        r#"(module
            (import "m" "f" (func (param i32 i32)))
            (func (export "a") (param i32 i32) (call 2 (local.get 1) (local.get 0)))
            (func (param i32 i32) (nop))
            (func (export "b") (param i32 i32) (call 0 (local.get 0) (local.get 1)))
            (func (export "c") (call 5))
            (func (call 4)))"#,
    );
}

#[test]
fn locals_are_declared_once_a_type_and_unused_ones_not_at_all() {
    becomes(
        compact,
        r#"(module (func (export "f") (param i32) (result i32)
            (local i32 i64 i32 f32 i64)
            (local.set 1 (local.get 3))
            (local.set 5 (local.get 2))
            (local.get 0)))"#,
        r#"(module (func (export "f") (param i32) (result i32)
            (local i32 i32 i64 i64)
            (local.set 1 (local.get 2))
            (local.set 4 (local.get 3))
            (local.get 0)))"#,
    );
}

#[test]
fn local_names_go_where_the_locals_go() {
    let input = wat::parse_str(
        r#"(module (func (export "f") (param $p i32)
            (local $a i64) (local $unused f32) (local $b i32) (local $c i64)
            (local.set $a (local.get $c))
            (local.set $p (local.get $b))))"#,
    );
    let text = printed(&compact(&input.expect("text that parses")).expect("a module"));
    assert!(
        text.contains("local.get $c") && text.contains("local.set $a"),
        "{text}"
    );
    assert!(
        text.contains("local.get $b") && text.contains("local.set $p"),
        "{text}"
    );
    assert!(!text.contains("$unused"), "{text}");
}

#[test]
fn the_most_used_functions_get_the_short_numbers() {
    use std::fmt::Write as _;
    // 200 functions of which the last is called by all.
    let mut text = String::from("(module ");
    for number in 0..200 {
        write!(
            text,
            "(func (export \"{number}\") (result i32) (i32.add (call 200) (i32.const {number})))"
        )
        .expect("memory");
    }
    text.push_str("(func (result i32) (i32.const 7)))");
    let input = module(&text);
    let output = compact(&input).expect("a module");
    assert_eq!(input.len() - output.len(), 199, "a byte a call, save one");
}

#[test]
fn padded_numbers_get_short() {
    let mut input = module(r#"(module (func (export "f") (call 0)))"#);
    let short = input.clone();
    let call = input.len() - 3;
    input.splice(call + 1..call + 2, [0x80, 0x80, 0]);
    input[call - 4] += 2;
    input[call - 2] += 2;
    assert_eq!(compact(&input).expect("a module"), short);
}

#[test]
fn data_is_counted_only_for_code_that_uses_it() {
    // `wat` writes the count only then as well, so it is put in by hand.
    let short = module(r#"(module (memory 1) (func (nop)) (data (i32.const 8) "ab"))"#);
    let code = short
        .windows(2)
        .position(|bytes| bytes == [10, 5])
        .expect("code");
    let mut input = short.clone();
    input.splice(code..code, [12, 1, 1]);
    assert_eq!(compact(&input).expect("a module"), short);
}
