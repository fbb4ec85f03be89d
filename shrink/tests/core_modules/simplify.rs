//! Each rule of simplifying, alone and at its limits.

use greentic_shrink::core_wasm::simplify;

use super::support::text::{Around, becomes, module, printed, stays};

/// A function of two numbers around instructions.
const FUNCTION: Around = Around(
    r#"(module (import "m" "f" (func))
            (func (export "g") (param i32 i32) (result i32) (local i32 i32) {code}))"#,
);

#[test]
fn a_block_that_is_left_at_once_is_an_if() {
    FUNCTION.becomes(
        "block local.get 0 br_if 0 call 0 call 0 end local.get 1",
        "local.get 0 i32.eqz if call 0 call 0 end local.get 1",
    );
    FUNCTION.becomes(
        "block local.get 0 i32.eqz br_if 0 call 0 end local.get 1",
        "local.get 0 if call 0 end local.get 1",
    );
    FUNCTION.becomes(
        "block local.get 0 local.get 1 i32.lt_u br_if 0 call 0 br 0 end local.get 1",
        "local.get 0 local.get 1 i32.ge_u if call 0 end local.get 1",
    );
    // Further jumps out of it go out of the `if`.
    FUNCTION.becomes(
        "block local.get 0 br_if 0 call 0 local.get 1 br_if 0 call 0 end local.get 1",
        "local.get 0 i32.eqz if call 0 local.get 1 br_if 0 call 0 end local.get 1",
    );
}

#[test]
fn a_block_that_is_left_from_further_in_or_above_a_value_is_none() {
    FUNCTION.stays(
        "block loop local.get 0 br_if 1 call 0 local.get 1 br_if 0 end call 0 end local.get 1",
    );
    FUNCTION.stays("block call 0 i32.const 1 local.get 0 br_if 0 local.set 1 end local.get 1");
    // The other rules still apply there.
    FUNCTION.becomes(
        "block call 0 i32.const 1 local.get 0 br_if 0 local.set 1 end local.get 1 i32.const 0 i32.eq",
        "block call 0 i32.const 1 local.get 0 br_if 0 local.set 1 end local.get 1 i32.eqz",
    );
    // Floats have a value for which neither order holds.
    FUNCTION.becomes(
        "block f32.const 1 local.get 0 f32.convert_i32_s f32.lt br_if 0 call 0 call 0 end local.get 1",
        "f32.const 1 local.get 0 f32.convert_i32_s f32.lt i32.eqz if call 0 call 0 end local.get 1",
    );
}

#[test]
fn a_loop_that_is_left_from_its_block_needs_no_block() {
    FUNCTION.becomes(
        "block loop local.get 0 i32.eqz br_if 1 call 0 br 0 end end local.get 1",
        "loop local.get 0 if call 0 br 1 end end local.get 1",
    );
}

#[test]
fn a_return_around_the_end_is_turned_around() {
    FUNCTION.becomes(
        "block local.get 0 br_if 0 call 0 local.get 1 return end unreachable",
        "local.get 0 if unreachable end call 0 local.get 1",
    );
}

#[test]
fn jumps_to_where_the_code_goes_on_are_nothing() {
    FUNCTION.becomes("call 0 local.get 1 return", "call 0 local.get 1");
    FUNCTION.becomes(
        "block local.get 0 if call 0 br 1 else call 0 br 0 end end local.get 1",
        "local.get 0 if call 0 else call 0 end local.get 1",
    );
    // One that takes a value away does more than that.
    FUNCTION.stays("loop call 0 local.get 0 br_if 0 end i32.const 5 local.get 1 return");
}

#[test]
fn code_after_a_jump_is_gone() {
    FUNCTION.becomes(
        "call 0 local.get 0 if unreachable call 0 block call 0 end end local.get 1",
        "call 0 local.get 0 if unreachable end local.get 1",
    );
}

#[test]
fn branches_that_jump_or_are_empty_are_short() {
    FUNCTION.becomes(
        "block loop call 0 local.get 0 if br 2 end call 0 local.get 1 br_if 0 end call 0 end local.get 1",
        "block loop call 0 local.get 0 br_if 1 call 0 local.get 1 br_if 0 end call 0 end local.get 1",
    );
    FUNCTION.becomes("local.get 0 if end local.get 1", "local.get 1");
    FUNCTION.becomes(
        "local.get 0 if call 0 else end local.get 1",
        "local.get 0 if call 0 end local.get 1",
    );
    FUNCTION.becomes(
        "local.get 0 if unreachable else call 0 end local.get 1",
        "local.get 0 if unreachable end call 0 local.get 1",
    );
}

#[test]
fn locals_that_are_zero_are_not_set_to_zero() {
    FUNCTION.becomes(
        "i32.const 0 local.set 2 loop call 0 local.get 2 br_if 0 end local.get 2",
        "loop call 0 local.get 2 br_if 0 end local.get 2",
    );
    // A parameter, one that was set, one that is set again in a loop.
    FUNCTION.stays("i32.const 0 local.set 0 call 0 local.get 0");
    FUNCTION.stays("i32.const 1 local.set 2 call 0 i32.const 0 local.set 2 call 0 local.get 2");
    FUNCTION.stays(
        "loop call 0 i32.const 0 local.set 2 call 0 local.get 2 br_if 0
         local.get 1 local.set 2 local.get 1 br_if 0 end local.get 2",
    );
    // The negative zero is another number.
    stays(
        simplify,
        r#"(module (import "m" "f" (func)) (func (export "g") (result f32) (local f32)
            f32.const -0 local.set 0 call 0 local.get 0))"#,
    );
}

#[test]
fn locals_that_nobody_reads_are_not_set() {
    FUNCTION.becomes(
        "local.get 0 local.tee 2 local.set 3 call 0 local.get 1",
        "call 0 local.get 1",
    );
}

#[test]
fn pairs_are_one() {
    FUNCTION.becomes(
        "local.get 0 local.set 2 local.get 2 local.get 2 i32.add",
        "local.get 0 local.tee 2 local.get 2 i32.add",
    );
    FUNCTION.becomes("local.get 0 i32.const 0 i32.eq", "local.get 0 i32.eqz");
    FUNCTION.becomes(
        "local.get 0 i32.const 0 i32.ne if call 0 end local.get 1",
        "local.get 0 if call 0 end local.get 1",
    );
    FUNCTION.becomes(
        "local.get 0 local.get 1 i32.lt_s i32.eqz",
        "local.get 0 local.get 1 i32.ge_s",
    );
    FUNCTION.becomes(
        "local.get 0 i32.const 64 i32.sub",
        "local.get 0 i32.const -64 i32.add",
    );
    FUNCTION.stays("local.get 0 i32.const 63 i32.sub");
    FUNCTION.stays("local.get 0 i32.const -2147483648 i32.sub");
    // Only a jump asks for nothing but whether it is zero.
    FUNCTION.stays("local.get 0 i32.const 0 i32.ne");
}

#[test]
fn what_is_called_once_is_put_there() {
    becomes(
        simplify,
        r#"(module (import "m" "f" (func))
            (type (func (param i32) (result i32)))
            (type (func (param i64 i32) (result i32)))
            (func (export "g") (type 0) (local i64)
                (local.set 1 (i64.const 5))
                (call 2 (local.get 1) (local.get 0)))
            (func (type 1)
                (call 0)
                (block (br_if 0 (local.get 1)) (call 0) (br_if 0 (local.get 1)) (call 0))
                (i32.wrap_i64 (local.get 0))))"#,
        r#"(module
            (type (func (param i32) (result i32)))
            (type (func (param i64 i32) (result i32)))
            (type (func))
            (import "m" "f" (func (type 2)))
            (func (export "g") (type 0) (local i64 i64 i32)
                i64.const 5 local.set 1
                call 0
                local.get 0 i32.eqz if call 0 local.get 0 br_if 0 call 0 end
                local.get 1 i32.wrap_i64))"#,
    );
}

/// Local 0 is handed over twice, with something else around it.
#[test]
fn an_argument_that_is_a_local_is_that_local_where_both_keep_their_value() {
    let text = |caller: &str, callee: &str| {
        format!(
            r#"(module (import "m" "f" (func (param i32)))
                (func (export "g") (param i32 i32) {caller} call 2)
                (func (param i32 i32) {callee}))"#
        )
    };
    let reads = "local.get 0 call 0 local.get 1 call 0 local.get 0 call 0 local.get 1 call 0";
    let due = |code: &str| {
        let locals = "(local i32 i32)";
        format!(
            r#"(module (type (func (param i32))) (type (func (param i32 i32)))
                (import "m" "f" (func (type 0)))
                (func (export "g") (type 1) {locals} {code}))"#
        )
    };
    let as_local = |first: u32, second: u32| {
        reads
            .replace("local.get 0", "local.get $first")
            .replace("local.get 1", &format!("local.get {second}"))
            .replace("$first", &first.to_string())
    };
    let check = |caller: &str, callee: &str, expected: &str| {
        becomes(simplify, &text(caller, callee), &due(expected));
    };
    // Both, in any order.
    check("local.get 1 local.get 0", reads, &as_local(1, 0));
    check("local.get 0 local.get 0", reads, &as_local(0, 0));
    // One of them is more than a local.
    check(
        "local.get 1 local.get 0 i32.eqz",
        reads,
        &format!("local.get 0 i32.eqz local.set 3 {}", as_local(1, 3)),
    );
    check(
        "local.get 1 i32.eqz local.get 0",
        reads,
        &format!("local.get 1 i32.eqz local.set 2 {}", as_local(2, 0))
            .replace("local.set 2 local.get 2", "local.tee 2"),
    );
    // Set before the call begins.
    check(
        "local.get 0 local.get 1 local.tee 0 i32.eqz",
        reads,
        &format!(
            "local.get 0 local.get 1 local.tee 0 i32.eqz local.set 3 local.set 2 {}",
            as_local(2, 3)
        )
        .replace("local.set 2 local.get 2", "local.tee 2"),
    );
    // Set by the function itself: the caller's is to stay.
    let sets = format!("{reads} i32.const 5 local.set 0 {reads}");
    let caller = |after: &str| {
        text("local.get 1 local.get 0", &sets).replace("call 2)", &format!("call 2 {after})"))
    };
    let output = simplify(&module(&caller("local.get 1 call 0"))).expect("no refusal");
    let text = printed(&output);
    assert!(text.contains("local.get 1\n    local.tee 2\n"), "{text}");
    assert!(!text.contains("local.set 1\n"), "{text}");
}

/// Else the code of a function would be found in one that has no name, which it was put
/// into.
#[test]
fn a_function_without_a_name_has_that_of_what_is_put_into_it() {
    let names = |caller: &str| {
        let text = format!(
            r#"(module (import "m" "f" (func))
                (func {caller} (export "g") (call $inner)) (func $inner (call 0) (call 0)))"#
        );
        let named = wat::parse_str(text).expect("text that parses");
        printed(&simplify(&named).expect("no refusal"))
    };
    assert!(names("").contains("(func $inner"), "{}", names(""));
    assert!(
        names("$outer").contains("(func $outer"),
        "{}",
        names("$outer")
    );
    assert!(!names("$outer").contains("$inner"), "{}", names("$outer"));
}

#[test]
fn what_is_called_twice_or_elsewhere_too_is_left() {
    let text = |more: &str| {
        format!(
            r#"(module (import "m" "f" (func)) (table 1 funcref) {more}
                (func (export "g") (call 2)) (func (call 0) (call 0)))"#
        )
    };
    stays(simplify, &text(r#"(export "h" (func 2))"#));
    stays(simplify, &text("(elem (i32.const 0) func 2)"));
    stays(simplify, &text("(start 2)"));
    stays(simplify, &text("(global funcref (ref.func 2))"));
    stays(
        simplify,
        &text(r#"(func (export "i") (call 3))"#).replace("(call 2)", "(call 3) (call 3)"),
    );
    becomes(
        simplify,
        &text(""),
        r#"(module (import "m" "f" (func)) (table 1 funcref)
            (func (export "g") (call 0) (call 0)))"#,
    );
}

#[test]
fn what_is_called_in_a_loop_and_has_locals_is_left() {
    stays(
        simplify,
        r#"(module (import "m" "f" (func (param i32) (result i32)))
            (func (export "g") (loop (call 2) (br_if 0 (call 0 (i32.const 1)))))
            (func (local i32)
                (drop (call 0 (local.get 0)))
                (local.set 0 (i32.const 1))
                (drop (call 0 (i32.const 2)))
                (drop (call 0 (local.get 0)))))"#,
    );
}

#[test]
fn instructions_that_are_not_known_leave_the_function() {
    stays(
        simplify,
        r#"(module (tag) (func (export "f")
            (block (try_table (catch_all 0) (throw 0) (nop)) (br 0))))"#,
    );
}
