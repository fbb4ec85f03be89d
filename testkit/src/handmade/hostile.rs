//! Components that want to take more of a host than they should, each in a way of
//! its own. Those that only cost a compiler something are in `bombs`.

#![allow(
    clippy::format_collect,
    clippy::too_many_lines,
    reason = "lists of texts, each short"
)]

use super::assemble;
use super::bombs::{component, many};

/// A component, and what a call of its function `f` ends with.
pub struct Hostile {
    /// A few words on what the component does.
    pub name: &'static str,
    /// The component itself.
    pub bytes: Vec<u8>,
    /// Arguments of the call.
    pub args: &'static [&'static str],
    /// Exit codes of the command.
    pub ends: &'static [i32],
}

impl Hostile {
    fn new(name: &'static str, bytes: Vec<u8>, ends: &'static [i32]) -> Self {
        Self {
            name,
            bytes,
            args: &[],
            ends,
        }
    }

    fn with(mut self, args: &'static [&'static str]) -> Self {
        self.args = args;
        self
    }
}

const DONE: &[i32] = &[0];
const UNFIT: &[i32] = &[3];
const TRAP: &[i32] = &[4];
const LIMIT: &[i32] = &[5];

/// Returns components whose files have a part many times, or parts within parts.
pub fn of_structure() -> Vec<Hostile> {
    let section = |id: u8, content: &[u8]| {
        let mut bytes = b"\0asm\x0d\0\x01\0".to_vec();
        bytes.push(id);
        bytes.extend(leb128(content.len()));
        bytes.extend(content);
        bytes
    };
    // A type of a component with a type in it, and so on.
    let types = |kind: u8, levels: usize| {
        let mut content = vec![1];
        content.extend([kind, 1, 1].repeat(levels));
        content.extend([kind, 0]);
        section(7, &content)
    };
    let doubled = |levels: usize| -> String {
        (0..levels)
            .map(|at| {
                let next = at + 1;
                format!(
                    r#"(instance $i{next} (export "a" (instance $i{at})) (export "b" (instance $i{at})))"#
                )
            })
            .collect()
    };
    vec![
        Hostile::new(
            "types of components in each other",
            types(0x41, 20_000),
            UNFIT,
        ),
        Hostile::new(
            "types of instances in each other",
            types(0x42, 1_000_000),
            UNFIT,
        ),
        Hostile::new(
            "instances that export one twice, over and over",
            assemble(&format!(
                r#"(component (instance $i0) {} (export "x" (instance $i14)))"#,
                doubled(14)
            )),
            &[3, 5],
        ),
        Hostile::new(
            "tuples of two of the one before",
            assemble(&format!(
                r#"(component
                  (type $t0 (tuple u8 u8)) {}
                  (core module $m
                    (memory (export "m") 1)
                    (func (export "f") (param i32))
                    (func (export "r") (param i32 i32 i32 i32) (result i32) i32.const 0))
                  (core instance $i (instantiate $m))
                  (func (export "f") (param "x" $t16) (canon lift (core func $i "f")
                    (memory (core memory $i "m")) (realloc (core func $i "r")))))"#,
                (0..16)
                    .map(|at| format!("(type $t{} (tuple $t{at} $t{at}))", at + 1))
                    .collect::<String>()
            )),
            &[2],
        )
        .with(&["x"]),
        Hostile::new(
            "imports of resources",
            assemble(&format!(
                "(component {})",
                (0..5_000)
                    .map(|at| format!(r#"(import "t{at}" (type (sub resource)))"#))
                    .collect::<String>()
            )),
            UNFIT,
        ),
        Hostile::new(
            "exports of one function",
            assemble(&format!(
                r#"(component
                  (core module $m (func (export "f")))
                  (core instance $i (instantiate $m))
                  (func $f (canon lift (core func $i "f")))
                  (export "f" (func $f)) {})"#,
                (0..5_000)
                    .map(|at| format!(r#"(export "g{at}" (func $f))"#))
                    .collect::<String>()
            )),
            DONE,
        ),
        Hostile::new(
            "aliases of one function",
            assemble(&format!(
                r#"(component
                  (core module $m (func (export "f")))
                  (core instance $i (instantiate $m))
                  {}
                  (func (export "f") (canon lift (core func $i "f"))))"#,
                many(9_000, r#"(alias core export $i "f" (core func))"#)
            )),
            &[0, 5],
        ),
        Hostile::new(
            "more instances than there may be",
            assemble(&format!(
                r#"(component
                  (core module $m (func (export "f")))
                  (core instance $i (instantiate $m)) {}
                  (func (export "f") (canon lift (core func $i "f"))))"#,
                many(64, "(core instance (instantiate $m))")
            )),
            LIMIT,
        ),
        Hostile::new("components that hand each other texts", chain(20), &[2]),
        Hostile::new("components in each other", nested(30), UNFIT),
        Hostile::new("more components in each other", nested(200), UNFIT),
        Hostile::new(
            "components in each other without end",
            nested(20_000),
            UNFIT,
        ),
        Hostile::new(
            "core types that refer to each other",
            component(&format!(
                r#"(rec {}) (func (export "f"))"#,
                many(9_000, "(type (func))")
            )),
            &[0, 5],
        ),
        Hostile::new(
            "a structure of many fields",
            component(&format!(
                r#"(type (struct {})) (func (export "f"))"#,
                many(9_000, "(field i32)")
            )),
            &[0, 3],
        ),
    ]
}

/// Components in each other, so many levels deep, by their bytes: a text of them
/// would be too deep for its own reader.
fn nested(levels: usize) -> Vec<u8> {
    const HEAD: &[u8] = b"\0asm\x0d\0\x01\0";
    const COMPONENT: u8 = 4;
    // From the inside to the outside: backwards, so that nothing is moved.
    let mut backwards: Vec<u8> = HEAD.iter().rev().copied().collect();
    for _ in 0..levels {
        let length = leb128(backwards.len());
        backwards.extend(length.iter().rev());
        backwards.push(COMPONENT);
        backwards.extend(HEAD.iter().rev());
    }
    backwards.reverse();
    backwards
}

/// A component whose function hands a list on to another one, and that to another.
fn chain(length: usize) -> Vec<u8> {
    let text = "(tuple string string string string)";
    let own = r#"(core module $m
        (memory (export "m") 1)
        (func (export "r") (param i32 i32 i32 i32) (result i32) i32.const 0)
        (func (export "f") (param i32 i32)))
      (core instance $i (instantiate $m))"#;
    let lift = r#"(memory (core memory $i "m")) (realloc (core func $i "r"))"#;
    let links: String = (0..length)
        .map(|at| {
            format!(
                r#"(instance $i{} (instantiate $link (with "f" (func $i{at} "f"))))"#,
                at + 1
            )
        })
        .collect();
    assemble(&format!(
        r#"(component
          (component $end {own}
            (func (export "f") (param "s" (list {text})) (canon lift (core func $i "f") {lift})))
          (component $link
            (import "f" (func $f (param "s" (list {text}))))
            {own}
            (core func $g (canon lower (func $f) (memory (core memory $i "m"))))
            (func (export "f") (param "s" (list {text})) (canon lift (core func $g) {lift})))
          (instance $i0 (instantiate $end)) {links}
          (alias export $i{length} "f" (func $f))
          (export "f" (func $f)))"#
    ))
}

/// Returns components with core modules whose declarations or first contents are hostile.
pub fn of_modules() -> Vec<Hostile> {
    let f = r#"(func (export "f"))"#;
    vec![
        Hostile::new(
            "blocks in each other, with values",
            component(&format!(
                r#"(type $t (func (param{0}) (result{0})))
                   (func (export "f") {1} {2} {3} {4})"#,
                many(50, " i32"),
                many(50, "i32.const 0 "),
                many(500, "(block (type $t) "),
                many(500, ") "),
                many(50, "drop "),
            )),
            &[0, 5],
        ),
        Hostile::new(
            "a branch table of all sizes",
            component(&format!(
                r#"(func (export "f") (block i32.const 1 br_table {}))"#,
                many(90_000, "0 ")
            )),
            &[0, 3, 5],
        ),
        Hostile::new(
            "locals of many functions",
            component(&format!(
                "{f} {}",
                many(200, &format!("(func (local{}))", many(9_000, " i64")))
            )),
            &[0, 5],
        ),
        Hostile::new(
            "a constant of many operators",
            component(&format!(
                "{f} (global i32 i32.const 1 {})",
                many(100_000, "i32.const 1 i32.add ")
            )),
            &[0, 3, 5],
        ),
        Hostile::new(
            "a table of ten million",
            component(&format!("{f} (table 10000000 funcref)")),
            LIMIT,
        ),
        Hostile::new(
            "a table that no machine has",
            component(&format!("{f} (table i64 0x1000000000000000 funcref)")),
            LIMIT,
        ),
        Hostile::new(
            "tables",
            component(&format!("{f} {}", many(80, "(table 10 funcref)"))),
            LIMIT,
        ),
        Hostile::new(
            "four gigabytes",
            component(&format!("{f} (memory 65536)")),
            LIMIT,
        ),
        Hostile::new(
            "a memory that no machine has",
            component(&format!("{f} (memory i64 0x1000000000000)")),
            LIMIT,
        ),
        Hostile::new(
            "memories",
            component(&format!("{f} {}", many(80, "(memory 1)"))),
            LIMIT,
        ),
        Hostile::new(
            "segments without data",
            component(&format!(
                "{f} (memory 1) {}",
                many(50_000, "(data (i32.const 0))")
            )),
            DONE,
        ),
        Hostile::new(
            "data outside of its memory",
            component(&format!(r#"{f} (memory 1) (data (i32.const -1) "x")"#)),
            TRAP,
        ),
        Hostile::new(
            "elements outside of their table",
            component(&format!(
                "{f} (table 1 funcref) (elem (i32.const 1) func {})",
                many(50_000, "0 ")
            )),
            // Compiling it may take more than its size allows.
            &[4, 5],
        ),
        Hostile::new(
            "a start without end",
            component(&format!("{f} (func $s (loop (br 0))) (start $s)")),
            LIMIT,
        ),
        Hostile::new(
            "a start that calls itself",
            component(&format!("{f} (func $s (call $s)) (start $s)")),
            LIMIT,
        ),
    ]
}

/// Returns components whose code is hostile when it runs.
pub fn of_calls() -> Vec<Hostile> {
    let realloc = |name, code: &str, ends| {
        let bytes = assemble(&format!(
            r#"(component
              (core module $m
                (memory (export "m") 1)
                (func $r (export "r") (param i32 i32 i32 i32) (result i32) {code})
                (func (export "f") (param i32 i32)))
              (core instance $i (instantiate $m))
              (func (export "f") (param "x" (list u32)) (canon lift (core func $i "f")
                (memory (core memory $i "m")) (realloc (core func $i "r")))))"#
        ));
        Hostile::new(name, bytes, ends).with(&["[1, 2, 3]"])
    };
    // A list that stands at 16, with this many items.
    let answer = |name, ty: &str, items: u32, ends| {
        let bytes = assemble(&format!(
            r#"(component
              (core module $m
                (memory (export "m") 300)
                (func (export "f") (result i32)
                  (i32.store (i32.const 0) (i32.const 16))
                  (i32.store (i32.const 4) (i32.const {items}))
                  (i32.const 0)))
              (core instance $i (instantiate $m))
              (func (export "f") (result {ty})
                (canon lift (core func $i "f") (memory (core memory $i "m")))))"#
        ));
        Hostile::new(name, bytes, ends)
    };
    let resources = |name, dtor: &str, code: &str| {
        let bytes = assemble(&format!(
            r#"(component
              (core module $d (func (export "d") (param i32) {dtor}))
              (core instance $d (instantiate $d))
              (type $r (resource (rep i32) (dtor (core func $d "d"))))
              (core func $new (canon resource.new $r))
              (core func $drop (canon resource.drop $r))
              (core module $m
                (import "" "new" (func $new (param i32) (result i32)))
                (import "" "drop" (func $drop (param i32)))
                (func (export "f") {code}))
              (core instance $i (instantiate $m (with "" (instance
                (export "new" (func $new)) (export "drop" (func $drop))))))
              (func (export "f") (canon lift (core func $i "f"))))"#
        ));
        Hostile::new(name, bytes, LIMIT)
    };
    vec![
        realloc("memory for arguments at an odd place", "i32.const 3", TRAP),
        realloc("memory for arguments outside", "i32.const -4", TRAP),
        realloc(
            "memory for arguments never",
            "(loop (br 0)) unreachable",
            LIMIT,
        ),
        realloc(
            "memory for arguments from itself",
            "(call $r (local.get 0) (local.get 1) (local.get 2) (local.get 3))",
            LIMIT,
        ),
        realloc("no memory for arguments", "unreachable", TRAP),
        answer("an answer outside", "(list u8)", 0xffff_fff0, TRAP),
        answer("an answer of 16 million", "(list bool)", 16_000_000, LIMIT),
        answer("an answer of lists", "(list (list u8))", 2_000_000, LIMIT),
        answer("an answer of texts", "(list string)", 2_000_000, LIMIT),
        Hostile::new(
            "no end after the answer",
            assemble(
                r#"(component
                  (core module $m
                    (memory (export "m") 1)
                    (func (export "f") (result i32) i32.const 0)
                    (func (export "p") (param i32) (loop (br 0))))
                  (core instance $i (instantiate $m))
                  (func (export "f") (result string) (canon lift (core func $i "f")
                    (memory (core memory $i "m")) (post-return (core func $i "p")))))"#,
            ),
            LIMIT,
        ),
        resources(
            "handles without end",
            "",
            "(loop (drop (call $new (i32.const 1))) (br 0))",
        ),
        resources(
            "a handle that is never closed",
            "(loop (br 0))",
            "(call $drop (call $new (i32.const 1)))",
        ),
        Hostile::new(
            "memory again and again",
            component(
                r#"(memory 1) (func (export "f") (loop (drop (memory.grow (i32.const 1))) (br 0)))"#,
            ),
            LIMIT,
        ),
        Hostile::new(
            "all memory, used",
            component(
                r#"(memory 1) (func (export "f")
                  (drop (memory.grow (i32.const 1000)))
                  (memory.fill (i32.const 0) (i32.const 7) (i32.const 65000000)))"#,
            ),
            DONE,
        ),
        Hostile::new(
            "a table again and again",
            component(
                r#"(table 1 funcref) (func (export "f")
                  (drop (table.grow 0 (ref.null func) (i32.const -1)))
                  (loop (drop (table.grow 0 (ref.null func) (i32.const 1000))) (br 0)))"#,
            ),
            LIMIT,
        ),
        Hostile::new("a name in every frame", long_names(), TRAP),
    ]
}

/// A function with a name of a megabyte that calls itself before it fails.
pub fn long_names() -> Vec<u8> {
    let name = format!("${}", "a".repeat(1 << 20));
    component(&format!(
        r#"(func {name} (param i32)
             (if (i32.eqz (local.get 0)) (then unreachable))
             (call {name} (i32.sub (local.get 0) (i32.const 1))))
           (func (export "f") (call {name} (i32.const 100)))"#
    ))
}

#[allow(clippy::cast_possible_truncation, reason = "seven bits at a time")]
fn leb128(mut number: usize) -> Vec<u8> {
    let mut bytes = Vec::new();
    loop {
        let low = (number & 0x7f) as u8;
        number >>= 7;
        bytes.push(if number == 0 { low } else { low | 0x80 });
        if number == 0 {
            return bytes;
        }
    }
}
