//! Small components that stand for a lot of work, each of one kind.

#![allow(clippy::format_collect, reason = "reads better, and the text is short")]

use super::assemble;

/// A component that exports the function `f` of a core module with this text.
fn component(module: &str) -> Vec<u8> {
    assemble(&format!(
        r#"(component
          (core module $m {module})
          (core instance $i (instantiate $m))
          (func (export "f") (canon lift (core func $i "f"))))"#
    ))
}

fn many(count: usize, item: &str) -> String {
    item.repeat(count)
}

/// Blocks that take and give all of so many values.
pub fn blocks(blocks: usize, values: usize) -> Vec<u8> {
    let i32s = many(values, " i32");
    component(&format!(
        r#"(type $t (func (param{i32s}) (result{i32s})))
           (func (export "f") {} {} {})"#,
        many(values, "i32.const 0 "),
        many(blocks, "(block (type $t)) "),
        many(values, "drop "),
    ))
}

/// A branch table whose targets carry so many values each.
pub fn branch_table(targets: usize, values: usize) -> Vec<u8> {
    let i32s = many(values, " i32");
    component(&format!(
        r#"(type $t (func (result{i32s})))
           (func (export "f")
             (block (type $t) {} i32.const 1 br_table 0 {})
             {})"#,
        many(values, "i32.const 0 "),
        many(targets, "0 "),
        many(values, "drop "),
    ))
}

/// Loops in each other, with so many locals that are assigned in the innermost.
pub fn loops(depth: usize, locals: usize) -> Vec<u8> {
    let sets: String = (0..locals)
        .map(|local| {
            let next = (local + 1) % locals;
            format!("(local.set {local} (i32.add (local.get {next}) (i32.const 1))) ")
        })
        .collect();
    component(&format!(
        r#"(func (export "f") (local{}) {} {sets} {})"#,
        many(locals, " i32"),
        many(depth, "loop "),
        many(depth, "(br_if 0 (local.get 0)) end "),
    ))
}

/// Calls that take and give so many values.
pub fn calls(calls: usize, values: usize) -> Vec<u8> {
    let i32s = many(values, " i32");
    component(&format!(
        r#"(type $t (func (param{i32s}) (result{i32s})))
           (func $g (type $t) unreachable)
           (func (export "f") {} {} {})"#,
        many(values, "i32.const 0 "),
        many(calls, "call $g "),
        many(values, "drop "),
    ))
}

/// Functions with so many parameters, each of them exported.
pub fn signatures(functions: usize, values: usize) -> Vec<u8> {
    let functions: String = (0..functions)
        .map(|at| format!(r#"(func (export "g{at}") (type $t))"#))
        .collect();
    component(&format!(
        r#"(type $t (func (param{})))
           (func (export "f")) {functions}"#,
        many(values, " i64"),
    ))
}

/// Locals that are alive over so many blocks.
pub fn spans(blocks: usize, locals: usize) -> Vec<u8> {
    component(&format!(
        r#"(func (export "f") (local{}) {})"#,
        many(locals, " i32"),
        many(blocks, "block br 0 end "),
    ))
}

/// Blocks in each other.
pub fn nested(depth: usize) -> Vec<u8> {
    component(&format!(
        r#"(func (export "f") {} {})"#,
        many(depth, "block "),
        many(depth, "end ")
    ))
}

/// Functions that do nothing.
pub fn functions(count: usize) -> Vec<u8> {
    component(&format!(
        r#"(func (export "f")) {}"#,
        many(count - 1, "(func)")
    ))
}

/// One function with so many instructions.
pub fn code(instructions: usize) -> Vec<u8> {
    component(&format!(
        r#"(func (export "f") (local i32) {})"#,
        many(
            instructions,
            "(local.set 0 (i32.add (local.get 0) (i32.mul (local.get 0) (i32.const 3))))"
        )
    ))
}

/// Core types without use.
pub fn core_types(types: usize, params: usize) -> Vec<u8> {
    component(&format!(
        r#"(func (export "f")) {}"#,
        many(
            types,
            &format!("(type (func (param{})))", many(params, " i32"))
        )
    ))
}

/// Types of the component without use.
pub fn types(types: usize, fields: usize) -> Vec<u8> {
    assemble(&format!(
        "(component {})",
        many(types, &format!("(type (tuple{}))", many(fields, " u8")))
    ))
}

/// A core module with so many globals, instantiated so often.
pub fn globals(globals: usize, instances: usize) -> Vec<u8> {
    assemble(&format!(
        r#"(component
          (core module $m (func (export "f")) {})
          (core instance $i (instantiate $m))
          {}
          (func (export "f") (canon lift (core func $i "f"))))"#,
        many(globals, "(global (mut i64) (i64.const 1))"),
        many(instances - 1, "(core instance (instantiate $m))"),
    ))
}

/// The same, where the module comes to the instances by an argument.
pub fn handed_globals(globals: usize, instances: usize) -> Vec<u8> {
    assemble(&format!(
        r#"(component
          (core module $m {})
          (component $c (import "m" (core module $n)) {})
          (instance (instantiate $c (with "m" (core module $m)))))"#,
        many(globals, "(global (mut i64) (i64.const 1))"),
        many(instances, "(core instance (instantiate $n))"),
    ))
}

/// Components that instantiate one with so many definitions.
pub fn definitions(instances: usize, definitions: usize) -> Vec<u8> {
    assemble(&format!(
        "(component (component $c {}) {})",
        many(definitions, "(type u8)"),
        many(instances, "(instance (instantiate $c))"),
    ))
}

/// Pairs of components, the second of each calling the first with so many texts.
/// Each has a memory of its own.
pub fn adapters(pairs: usize, texts: usize) -> Vec<u8> {
    let made: String = (0..pairs)
        .map(|at| {
            format!(
                r#"(instance $a{at} (instantiate $A))
                   (instance (instantiate $B (with "a" (instance $a{at}))))"#
            )
        })
        .collect();
    let tuple = format!("(tuple{})", many(texts, " string"));
    assemble(&format!(
        r#"(component
          (component $A
            (core module $m
              (memory (export "m") 1)
              (func (export "r") (param i32 i32 i32 i32) (result i32) i32.const 0)
              (func (export "f") (param i32 i32)))
            (core instance $i (instantiate $m))
            (func (export "f") (param "s" (list {tuple}))
              (canon lift (core func $i "f") (memory (core memory $i "m")) (realloc (core func $i "r")))))
          (component $B
            (import "a" (instance $a (export "f" (func (param "s" (list {tuple}))))))
            (core module $m (memory (export "m") 1))
            (core instance $i (instantiate $m))
            (core func (canon lower (func $a "f") (memory (core memory $i "m")))))
          {made})"#
    ))
}

/// A function `f` whose parameter `x` has a long name, and that name very often.
pub fn names(length: usize, inner: usize, outer: usize) -> Vec<u8> {
    let label = "a".repeat(length);
    assemble(&format!(
        r#"(component
          (type $r (record (field "{label}" u8)))
          (export $r2 "r" (type $r))
          (type $t1 (tuple {}))
          (type $t2 (tuple {}))
          (core module $m
            (memory (export "m") 1)
            (func (export "f") (param i32))
            (func (export "r") (param i32 i32 i32 i32) (result i32) i32.const 0))
          (core instance $i (instantiate $m))
          (func (export "f") (param "x" $t2)
            (canon lift (core func $i "f") (memory (core memory $i "m")) (realloc (core func $i "r")))))"#,
        many(inner, " $r2"),
        many(outer, " $t1"),
    ))
}

/// An interface with a long name and so many functions.
pub fn long_interface(length: usize, functions: usize) -> Vec<u8> {
    let functions: String = (0..functions)
        .map(|at| format!(r#"(export "f{at}" (func $f))"#))
        .collect();
    assemble(&format!(
        r#"(component
          (core module $m (func (export "f")))
          (core instance $i (instantiate $m))
          (func $f (canon lift (core func $i "f")))
          (instance $long {functions})
          (export "{}" (instance $long)))"#,
        "a".repeat(length),
    ))
}

/// A function that calls itself as deep as there is a stack.
pub fn recursion() -> Vec<u8> {
    component(
        r#"(func $r (param i32) (result i32)
             (i32.add (i32.const 1) (call $r (i32.add (local.get 0) (i32.const 1)))))
           (func (export "f") (drop (call $r (i32.const 0))))"#,
    )
}
