//! Small components that stand for a lot of work, each of one kind.

#![allow(clippy::format_collect, reason = "reads better, and the text is short")]

use super::assemble;

/// A component that exports the function `f` of a core module with this text.
pub fn component(module: &str) -> Vec<u8> {
    assemble(&format!(
        r#"(component
          (core module $m {module})
          (core instance $i (instantiate $m))
          (func (export "f") (canon lift (core func $i "f"))))"#
    ))
}

/// Repeats a text.
pub fn many(count: usize, item: &str) -> String {
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

/// A core module with so many exports.
pub fn exports(count: usize) -> Vec<u8> {
    let exports: String = (1..count)
        .map(|at| format!(r#"(export "e{at}" (func 0))"#))
        .collect();
    component(&format!(r#"(func (export "f")) {exports}"#))
}

/// A core module with so many imports, and no instance.
pub fn imports(count: usize) -> Vec<u8> {
    let imports: String = (0..count)
        .map(|at| format!(r#"(import "" "i{at}" (func))"#))
        .collect();
    assemble(&format!("(component (core module {imports}))"))
}

/// Segments with so many functions for tables, in all.
pub fn elements(segments: usize, functions: usize) -> Vec<u8> {
    component(&format!(
        r#"(func (export "f")) {}"#,
        many(segments, &format!("(elem func{})", many(functions, " 0")))
    ))
}

/// Core modules whose memories begin with so many bytes, of which the file has two.
pub fn images(modules: usize, bytes: usize) -> Vec<u8> {
    let pages = bytes.div_ceil(64 << 10);
    let last = bytes - 1;
    assemble(&format!(
        "(component {})",
        many(
            modules,
            &format!(
                r#"(core module (memory {pages}) (data (i32.const 0) "x")
                     (data (i32.const {last}) "y"))"#
            )
        )
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

/// So many components, each of which imports an instance with so many functions so
/// often. The functions have a resource of the instance, which makes each import
/// another type.
pub fn imported(components: usize, imports: usize, functions: usize) -> Vec<u8> {
    let functions: String = (0..functions)
        .map(|at| format!(r#"(export "f{at}" (func (type $f)))"#))
        .collect();
    let imports: String = (0..imports)
        .map(|at| format!(r#"(import "acme:some/i{at}" (instance (type $i)))"#))
        .collect();
    let component = format!(
        r#"(component
          (type $i (instance
            (export "r" (type $r (sub resource)))
            (type $own (own $r))
            (type $f (func (result $own)))
            {functions}))
          {imports})"#
    );
    assemble(&format!("(component {})", many(components, &component)))
}

/// An instance with so many functions under so many names, in an instance that has
/// two of it, and so on so many times.
pub fn exported(names: usize, functions: usize, levels: usize) -> Vec<u8> {
    let functions: String = (0..functions)
        .map(|at| format!(r#"(export "f{at}" (func $f))"#))
        .collect();
    let levels: String = (0..levels)
        .map(|at| {
            let next = at + 1;
            format!(
                r#"(instance $i{next}
                     (export "a" (instance $i{at})) (export "b" (instance $i{at})))"#
            )
        })
        .chain((0..names).map(|at| {
            let last = levels;
            format!(r#"(export "acme:some/i{at}" (instance $i{last}))"#)
        }))
        .collect();
    assemble(&format!(
        r#"(component
          (core module $m (func (export "f")))
          (core instance $m (instantiate $m))
          (func $f (canon lift (core func $m "f")))
          (instance $i0 {functions})
          {levels})"#
    ))
}

/// The type of an instance with two of the one before, and so on so many times,
/// imported once.
pub fn doubled(levels: usize) -> Vec<u8> {
    let types: String = (1..=levels)
        .map(|at| {
            let last = at - 1;
            format!(
                r#"(type $t{at} (instance
                     (alias outer 1 $t{last} (type $t))
                     (export "a" (instance (type $t)))
                     (export "b" (instance (type $t)))))"#
            )
        })
        .collect();
    assemble(&format!(
        r#"(component
          (type $t0 (instance (export "f" (func))))
          {types}
          (import "acme:some/i" (instance (type $t{levels}))))"#
    ))
}

/// Core instances that are made of so many names of one function.
pub fn bags(instances: usize, names: usize) -> Vec<u8> {
    let names: String = (0..names)
        .map(|at| format!(r#"(export "{at}" (func $f))"#))
        .collect();
    assemble(&format!(
        r#"(component
          (core module $m (func (export "f")))
          (core instance $m (instantiate $m))
          (alias core export $m "f" (core func $f))
          {})"#,
        many(instances, &format!("(core instance {names})"))
    ))
}

/// Types of instances without use.
pub fn instance_types(count: usize) -> Vec<u8> {
    assemble(&format!(
        "(component {})",
        many(
            count,
            r#"(type (instance (export "r" (type (sub resource)))))"#
        )
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
