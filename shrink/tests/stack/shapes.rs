//! Frames of every shape, as text.

use greentic_shrink::stack::{ExportStack, Reason, analyse};

fn stacks(text: &str) -> Vec<ExportStack> {
    analyse(&wat::parse_str(text).unwrap()).unwrap()
}

/// Returns the only export of a module with a stack of 1024 bytes.
fn only(functions: &str) -> ExportStack {
    let text = format!("(module (memory 1) (global $sp (mut i32) (i32.const 1024)) {functions})");
    let [stack] = <[_; 1]>::try_from(stacks(&text)).unwrap();
    stack
}

const ENTER: &str = "(global.set $sp (local.tee $frame (i32.sub (global.get $sp) (i32.const 32))))";
const LEAVE: &str = "(global.set $sp (i32.add (local.get $frame) (i32.const 32)))";

#[test]
fn a_leaf_that_does_not_write_the_pointer_back_has_a_frame() {
    let stack = only(
        r#"(func (export "f") (local $frame i32)
            (local.set $frame (i32.sub (global.get $sp) (i32.const 64)))
            (i32.store8 (local.get $frame) (i32.const 1)))"#,
    );
    assert_eq!((stack.bytes, stack.size), (64, Some(1024)));
    assert_eq!(stack.unbounded, []);
}

#[test]
fn a_frame_that_is_left_early_is_left_on_every_way() {
    let stack = only(&format!(
        r#"(func $leaf (local $frame i32) {ENTER} {LEAVE})
        (func (export "f") (param i32) (local $frame i32)
            {ENTER}
            (block $out
                (br_if $out (local.get 0))
                (call $leaf)
                {LEAVE}
                (local.set $frame (i32.const 5))
                (return))
            (loop $again
                (call $leaf)
                (local.set 0 (i32.sub (local.get 0) (i32.const 1)))
                (br_if $again (local.get 0)))
            {LEAVE})"#
    ));
    assert_eq!(stack.bytes, 64);
    assert_eq!(stack.unbounded, []);
}

#[test]
fn a_frame_of_any_size_is_named() {
    let stack = only(
        r#"(func (export "f") (param i32) (local $old i32)
            (local.set $old (global.get $sp))
            (global.set $sp (i32.sub (local.get $old) (i32.const 16)))
            (global.set $sp (i32.sub (local.get $old) (local.get 0)))
            (global.set $sp (local.get $old)))"#,
    );
    assert_eq!(stack.bytes, 16);
    assert_eq!(stack.unbounded[0].reason, Reason::Dynamic);
    assert_eq!(stack.unbounded[0].functions, ["function 0"]);
}

#[test]
fn a_frame_that_is_aligned_to_more_takes_what_that_can_cost() {
    let stack = only(
        r#"(func (export "f") (local $old i32)
            (global.set $sp (i32.and
                (i32.sub (local.tee $old (global.get $sp)) (i32.const 96))
                (i32.const -64)))
            (global.set $sp (local.get $old)))"#,
    );
    assert_eq!(stack.bytes, 96 + 48);
    assert_eq!(stack.unbounded, []);
}

#[test]
fn the_parts_of_a_frame_may_be_functions_of_their_own() {
    // As code that several functions share is put into one.
    let stack = only(
        r#"(func $enter (result i32) (local i32)
            (global.set $sp (local.tee 0 (i32.sub (global.get $sp) (i32.const 48))))
            (local.get 0))
        (func $leave (param i32) (global.set $sp (i32.add (local.get 0) (i32.const 48))))
        (func $one (local i32)
            (local.set 0 (call $enter))
            (call $leave (local.get 0)))
        (func (export "f") (local i32)
            (local.set 0 (call $enter))
            (call $one)
            (call $leave (local.get 0))
            (call $one))"#,
    );
    assert_eq!(stack.bytes, 96);
    assert_eq!(stack.unbounded, []);
}

#[test]
fn a_circle_that_takes_no_stack_is_bounded() {
    let stack = only(&format!(
        r#"(func $leaf (local $frame i32) {ENTER} {LEAVE})
        (func $even (param i32) (if (local.get 0) (then (call $odd (local.get 0)))) (call $leaf))
        (func $odd (param i32) (if (local.get 0) (then (call $even (local.get 0)))))
        (export "f" (func $even))"#
    ));
    assert_eq!(stack.bytes, 32);
    assert_eq!(stack.unbounded, []);
}

#[test]
fn a_circle_by_a_table_is_said_to_be_one() {
    let stack = only(&format!(
        r#"(type $t (func)) (table 1 funcref) (elem (i32.const 0) $f)
        (func $f (export "f") (local $frame i32)
            {ENTER} (call_indirect (type $t) (i32.const 0)) {LEAVE})"#
    ));
    assert_eq!(stack.bytes, 32);
    assert_eq!(stack.unbounded[0].reason, Reason::IndirectRecursion);
}

#[test]
fn a_table_of_elsewhere_may_hold_anything() {
    let stack = only(&format!(
        r#"(type $t (func))
        (func (export "f") (local $frame i32)
            {ENTER} (call_ref $t (ref.func $leaf)) {LEAVE})
        (func $leaf (local $frame i32) {ENTER} {LEAVE})
        (elem declare func $leaf)"#
    ));
    assert_eq!((stack.bytes, stack.unbounded.len()), (64, 0));

    let text = format!(
        r#"(module (import "" "t" (table 1 funcref)) (memory 1) (type $t (func))
        (global $sp (mut i32) (i32.const 1024))
        (func (export "f") (local $frame i32)
            {ENTER} (call_indirect (type $t) (i32.const 0)) {LEAVE}))"#
    );
    let stack = &stacks(&text)[0];
    assert_eq!(stack.bytes, 32);
    assert_eq!(stack.unbounded[0].reason, Reason::Foreign);
}

#[test]
fn a_host_may_allocate_while_an_import_runs() {
    let text = format!(
        r#"(component
        (import "host" (func $host (result string)))
        (core module $memory
            (memory (export "m") 1)
            (global $sp (export "s") (mut i32) (i32.const 1024))
            (func (export "realloc") (param i32 i32 i32 i32) (result i32) (local $frame i32)
                (local.set $frame (i32.sub (global.get $sp) (i32.const 80)))
                (i32.const 512)))
        (core module $main
            (import "h" "host" (func $host (param i32)))
            (import "m" "s" (global $sp (mut i32)))
            (func (export "f") (local $frame i32) {ENTER} (call $host (i32.const 0)) {LEAVE})
            (func (export "g") (local $frame i32) {ENTER} {LEAVE}))
        (core instance $memory (instantiate $memory))
        (core func $host (canon lower (func $host)
            (memory (core memory $memory "m")) (realloc (core func $memory "realloc"))))
        (core instance $main (instantiate $main
            (with "h" (instance (export "host" (func $host))))
            (with "m" (instance $memory))))
        (func (export "f") (canon lift (core func $main "f")))
        (instance (export "inner")
            (export "g" (func $g)))
        )"#
    )
    .replace(
        "(instance (export \"inner\")",
        "(func $g (canon lift (core func $main \"g\"))) (instance (export \"inner\")",
    );
    let stacks = stacks(&text);
    let seen: Vec<_> = stacks
        .iter()
        .map(|stack| (&*stack.export, stack.bytes, stack.size))
        .collect();
    assert_eq!(seen, [("f", 112, Some(1024)), ("inner#g", 32, Some(1024))]);
}

#[test]
fn below_data_there_is_no_telling_how_large_a_stack_is() {
    let stack = only(&format!(
        r#"(func (export "f") (local $frame i32) {ENTER} {LEAVE}) (data (i32.const 8) "x")"#
    ));
    assert_eq!((stack.bytes, stack.size), (32, None));
}

#[test]
fn a_module_without_a_stack_takes_none() {
    let stacks = stacks(r#"(module (func (export "f")))"#);
    assert_eq!((stacks[0].bytes, stacks[0].size), (0, None));
}

#[test]
fn a_counter_is_no_stack() {
    let text = r#"(module (memory 1) (global $left (mut i32) (i32.const 100))
        (func (export "f")
            (global.set $left (i32.sub (global.get $left) (i32.const 1)))))"#;
    assert_eq!((stacks(text)[0].bytes, stacks(text)[0].size), (0, None));
}
