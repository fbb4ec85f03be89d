//! The items that dead-code elimination removes, and those that it must leave.

use greentic_shrink::core_wasm::{ModuleRefusal, dce, dce_keeping_imports, strip};

use super::support::text::{becomes, module, printed, refuses, stays};

/// Eliminates dead code with only the export `kept` kept.
fn kept(module: &[u8]) -> Result<Vec<u8>, ModuleRefusal> {
    dce(module, &|export| export == "kept")
}

#[test]
fn what_no_kept_export_reaches_goes() {
    becomes(
        kept,
        r#"(module
            (type (func (param i64)))
            (type (func (result i32)))
            (import "m" "unused" (func (type 0)))
            (import "m" "used" (func (type 1)))
            (table 1 funcref)
            (global (mut i32) (i32.const 1))
            (global $used i32 (i32.const 2))
            (func $deep (result i32) (i32.add (call 1) (global.get $used)))
            (func (type 0) (global.set 0 (i32.wrap_i64 (local.get 0))))
            (func (export "kept") (result i32) (call $deep))
            (func (export "dropped") (call 3 (i64.const 1)))
            (memory (export "memory") 1)
            (data (i32.const 8) "unseen"))"#,
        r#"(module
            (type (func (result i32)))
            (import "m" "used" (func (type 0)))
            (global i32 (i32.const 2))
            (func (type 0) (i32.add (call 0) (global.get 0)))
            (func (export "kept") (type 0) (call 1)))"#,
    );
}

#[test]
fn imports_stay_when_that_is_asked_for() {
    becomes(
        |module| dce_keeping_imports(module, &|_| false),
        r#"(module
            (import "m" "function" (func (param i64)))
            (import "m" "memory" (memory 1))
            (import "m" "global" (global i32))
            (import "m" "table" (table 1 funcref))
            (func (export "dropped")))"#,
        r#"(module
            (import "m" "function" (func (param i64)))
            (import "m" "memory" (memory 1))
            (import "m" "global" (global i32))
            (import "m" "table" (table 1 funcref)))"#,
    );
}

#[test]
fn a_table_keeps_its_functions_while_code_can_read_it() {
    stays(
        kept,
        r#"(module
            (type (func (result i32)))
            (table 2 2 funcref)
            (elem (i32.const 0) func 1 2)
            (func (export "kept") (param i32) (result i32)
                (call_indirect (type 0) (local.get 0)))
            (func (type 0) (i32.const 1))
            (func (type 0) (i32.const 2)))"#,
    );
    becomes(
        kept,
        r#"(module
            (table 2 2 funcref)
            (elem (i32.const 0) func 1 2)
            (func (export "kept"))
            (func (unreachable))
            (func (nop)))"#,
        r#"(module (func (export "kept")))"#,
    );
}

#[test]
fn segments_that_trap_stay() {
    // The table ends at 2, the memory at one page.
    stays(
        kept,
        "(module (table 2 funcref) (func) (elem (i32.const 1) func 0 0))",
    );
    stays(kept, r#"(module (memory 1) (data (i32.const 65535) "ab"))"#);
    stays(kept, r#"(module (memory 1) (data (i32.const -1) ""))"#);
    becomes(
        kept,
        r#"(module (memory 1) (data (i32.const 65534) "ab"))"#,
        "(module)",
    );
}

#[test]
fn an_address_that_is_not_known_may_trap() {
    stays(
        kept,
        r#"(module
            (import "m" "base" (global i32))
            (memory 1)
            (data (global.get 0) "ab"))"#,
    );
}

#[test]
fn what_others_see_stays() {
    stays(
        kept,
        r#"(module
            (import "m" "memory" (memory 1))
            (import "m" "table" (table 4 funcref))
            (func)
            (elem (i32.const 0) func 0)
            (data (i32.const 0) "seen"))"#,
    );
}

#[test]
fn references_are_declared_anew() {
    // Two were declared by items that go: an export, and a segment with others in
    // it.
    becomes(
        kept,
        r#"(module
            (type (func))
            (type (func (result funcref)))
            (func $unused (type 0) (unreachable))
            (func $a (type 0))
            (func $b (export "dropped") (type 0) (nop))
            (func (export "kept") (type 1) (drop (ref.func $b)) (ref.func $a))
            (elem declare func $unused $a))"#,
        r#"(module
            (type (func))
            (type (func (result funcref)))
            (func (type 0))
            (func (type 0) (nop))
            (func (export "kept") (type 1) (drop (ref.func 1)) (ref.func 0))
            (elem declare func 0 1))"#,
    );
}

#[test]
fn segments_that_code_uses_stay_and_are_counted_anew() {
    becomes(
        kept,
        r#"(module
            (memory 1)
            (table 1 funcref)
            (func $f)
            (elem func $f $f)
            (elem func $f)
            (data "unused")
            (data "used")
            (func (export "kept")
                (memory.init 1 (i32.const 0) (i32.const 0) (i32.const 4))
                (table.init 0 1 (i32.const 0) (i32.const 0) (i32.const 1))))"#,
        r#"(module
            (memory 1)
            (table 1 funcref)
            (func $f)
            (elem func $f)
            (data "used")
            (func (export "kept")
                (memory.init 0 (i32.const 0) (i32.const 0) (i32.const 4))
                (table.init 0 0 (i32.const 0) (i32.const 0) (i32.const 1))))"#,
    );
}

#[test]
fn the_start_function_stays_unless_it_does_nothing() {
    stays(kept, r#"(module (import "m" "f" (func)) (start 0))"#);
    stays(kept, "(module (func (unreachable)) (start 0))");
    becomes(kept, "(module (func) (start 0))", "(module)");
}

#[test]
fn initial_values_that_may_trap_stay() {
    stays(
        kept,
        "(module
            (type (array i8))
            (global (ref 0) (array.new_default 0 (i32.const -1))))",
    );
}

#[test]
fn recursion_groups_stay_whole() {
    becomes(
        kept,
        r#"(module
            (type (func (param i64)))
            (rec (type $a (struct (field (ref null $b)))) (type $b (func (param (ref $a)))))
            (type (func))
            (func (export "kept") (type 3) (local (ref null $b))))"#,
        r#"(module
            (rec (type $a (struct (field (ref null $b)))) (type $b (func (param (ref $a)))))
            (type (func))
            (func (export "kept") (type 2) (local (ref null $b))))"#,
    );
}

#[test]
fn names_go_along() {
    let input = wat::parse_str(
        r#"(module $m
            (func $unused (local $x i32))
            (func $used (export "kept") (param $p i32) (local $l i64)))"#,
    );
    let output = kept(&input.expect("text that parses")).expect("a module");
    let text = printed(&output);
    for name in ["$m", "$used", "$p", "$l"] {
        assert!(text.contains(name), "{name} is not in\n{text}");
    }
    assert!(!text.contains("$unused") && !text.contains("$x"), "{text}");
}

#[test]
fn places_in_the_code_are_refused() {
    for name in [".debug_info", "metadata.code.branch_hint", "reloc.CODE"] {
        let input = module(&format!(
            r#"(module (func (export "dropped")) (@custom "{name}" "xx"))"#
        ));
        let said = refuses(kept, &input);
        assert!(
            said.contains(name) && said.contains("strip it first"),
            "{said}"
        );
        let stripped = strip(&input, &|section| section != name).expect("a module");
        kept(&stripped).expect("nothing to refuse");
    }
}

#[test]
fn other_custom_sections_stay_where_they_are() {
    becomes(
        kept,
        r#"(module
            (@custom "first" (before first) "1")
            (func)
            (@custom "middle" (after func) "2")
            (@custom "last" (after last) "3"))"#,
        r#"(module
            (@custom "first" (before first) "1")
            (@custom "middle" (after func) "2")
            (@custom "last" (after last) "3"))"#,
    );
}

#[test]
fn what_is_no_module_is_refused() {
    let component = wat::parse_str("(component)").expect("text that parses");
    assert!(refuses(kept, &component).contains("component"));
    let said = refuses(kept, b"\0asm\x01\0\0\0\x01\x7f");
    assert!(said.contains("offset 0x"), "{said}");
    // Well formed, and not valid.
    let said = refuses(kept, &module("(module (func (result i32)))"));
    assert!(said.contains("type mismatch"), "{said}");
}
