//! Input that means harm.

use greentic_shrink::stack::{Reason, analyse, analyse_within};

/// A module that the mutations begin with: it has all that the analysis follows.
const SEED: &str = r#"(module
    (import "host" "f" (func $host (param i32) (result i32)))
    (memory 1) (table 3 funcref) (elem (i32.const 0) $a $b)
    (type $t (func (param i32) (result i32)))
    (global $__stack_pointer (mut i32) (i32.const 4096))
    (func $a (export "a") (param i32) (result i32) (local i32)
        (global.set $__stack_pointer (local.tee 1 (i32.sub (global.get $__stack_pointer) (i32.const 32))))
        (block (loop (br_if 1 (local.get 0)) (br_if 0 (call $host (local.get 1)))))
        (drop (call_indirect (type $t) (local.get 0) (i32.const 1)))
        (global.set $__stack_pointer (i32.add (local.get 1) (i32.const 32)))
        (local.get 0))
    (func $b (param i32) (result i32) (if (result i32) (local.get 0)
        (then (call $a (i32.const 1))) (else (select (i32.const 1) (i32.const 2) (local.get 0)))))
    (func $cabi_realloc (export "cabi_realloc") (param i32 i32 i32 i32) (result i32) (local.get 1)))"#;

#[test]
fn bytes_that_were_changed_do_no_harm() {
    let seed = wat::parse_str(SEED).unwrap();
    assert_eq!(analyse(&seed).unwrap().len(), 2);
    let mut random = fastrand::Rng::with_seed(11);
    let mut read = 0;
    for _ in 0..20_000 {
        let mut bytes = seed.clone();
        for _ in 0..random.usize(1..4) {
            let place = random.usize(8..bytes.len());
            match random.u8(0..3) {
                0 => bytes[place] = random.u8(..),
                1 => bytes[place] = bytes[place].wrapping_add(1),
                _ => {
                    let from = random.usize(8..bytes.len());
                    bytes[place] = bytes[from];
                }
            }
        }
        read += usize::from(analyse(&bytes).is_ok());
    }
    // Most of them are no modules; those that are were followed.
    assert!(read > 1_000, "{read}");
}

#[test]
fn input_that_ends_early_is_refused() {
    let seed = wat::parse_str(SEED).unwrap();
    for length in 0..seed.len() {
        // Some sections may be left out.
        let _ = analyse(&seed[..length]);
    }
    assert!(analyse(&seed[..seed.len() - 1]).is_err());
}

/// Returns a function with many locals that are set twice, and with many branches,
/// each of which remembers all of them.
fn thicket(locals: usize, branches: usize) -> Vec<u8> {
    let mut text = "(module (global $__stack_pointer (mut i32) (i32.const 64)) \
                    (func (export \"f\") (param i32)"
        .to_owned();
    text.push_str(&"(local i32)".repeat(locals));
    for local in 1..=locals {
        text.push_str(&format!("global.get 0 local.set {local} ").repeat(2));
    }
    text.push_str(&"loop local.get 0 br_if 0 end ".repeat(branches));
    text.push_str("))");
    wat::parse_str(text).unwrap()
}

#[test]
fn work_without_end_is_given_up_and_said() {
    let stacks = analyse(&thicket(2_000, 20_000)).unwrap();
    assert_eq!(stacks[0].unbounded[0].reason, Reason::Dynamic);
    assert_eq!(analyse(&thicket(20, 200)).unwrap()[0].unbounded, []);
}

#[test]
fn a_chain_of_a_hundred_thousand_functions_is_followed() {
    let mut text = "(module (global $__stack_pointer (mut i32) (i32.const 64))".to_owned();
    for place in 0..100_000 {
        let next = place + 1;
        text.push_str(&format!(
            "(func (local i32) (local.set 0 (i32.sub (global.get 0) (i32.const 16))) \
             (global.set 0 (local.get 0)) (call {next}) \
             (global.set 0 (i32.add (local.get 0) (i32.const 16))))"
        ));
    }
    text.push_str("(func) (export \"f\" (func 0)))");
    let stacks = analyse(&wat::parse_str(text).unwrap()).unwrap();
    assert_eq!(stacks[0].bytes, 1_600_000);
}

#[test]
fn one_code_on_many_stacks_is_refused() {
    // Each of the small modules has a stack of its own, and all call the large one.
    let large = "(drop (i32.const 1))".repeat(20_000);
    let mut text = format!(
        "(component (core module $l (func (export \"l\") {large})) \
         (core instance $l (instantiate $l)) \
         (core module $s (import \"l\" \"l\" (func $l)) \
            (global $__stack_pointer (mut i32) (i32.const 64)) (func (export \"f\") (call $l)))"
    );
    for place in 0..2_000 {
        text.push_str(&format!(
            "(core instance $s{place} (instantiate $s (with \"l\" (instance $l)))) \
             (func (export \"f{place}\") (canon lift (core func $s{place} \"f\")))"
        ));
    }
    text.push(')');
    let component = wat::parse_str(text).unwrap();
    let error = analyse(&component).unwrap_err().to_string();
    assert!(error.contains("more stacks"), "{error}");
}

#[test]
fn components_that_multiply_are_refused() {
    // Each level has two of the one below.
    let mut text = "(component $c0 (core module $m (func (export \"f\"))) \
                    (core instance $i (instantiate $m)) \
                    (func (export \"f\") (canon lift (core func $i \"f\"))))"
        .to_owned();
    for level in 1..24 {
        let below = level - 1;
        text = format!(
            "(component $c{level} {text} (instance $a (instantiate $c{below})) \
             (instance $b (instantiate $c{below})) (export \"f\" (func $a \"f\")))"
        );
    }
    let component = wat::parse_str(text).unwrap();
    let error = analyse(&component).unwrap_err().to_string();
    assert!(error.contains("over and over"), "{error}");
}

/// Returns an interface with a name of so many bytes, so many functions, and under
/// so many names.
#[allow(clippy::format_collect, reason = "reads better, and the text is short")]
fn interface(length: usize, functions: usize, names: usize) -> Vec<u8> {
    let exports: String = (0..functions)
        .map(|at| format!("(export \"f{at}\" (func $f))"))
        .collect();
    let names: String = (0..names)
        .map(|at| format!("(export \"{}{at}\" (instance $i))", "a".repeat(length)))
        .collect();
    let text = format!(
        "(component (core module $m (func (export \"f\"))) \
         (core instance $m (instantiate $m)) \
         (func $f (canon lift (core func $m \"f\"))) (instance $i {exports}) {names})"
    );
    wat::parse_str(text).unwrap()
}

#[test]
fn names_take_no_more_than_there_is_room_for() {
    // All of them would have 2 GB.
    let component = interface(99_000, 20_000, 1);
    let (stacks, left_out) = analyse_within(&component, 1_000_000).unwrap();
    assert_eq!((stacks.len(), left_out), (10, 19_990));
    let text: usize = stacks.iter().map(|stack| stack.export.len()).sum();
    assert!(text < 1_000_000, "{text}");
    let small = interface(5, 3, 2);
    let (all, 0) = analyse_within(&small, 1_000).unwrap() else {
        panic!("there is room for all");
    };
    assert_eq!(all, analyse(&small).unwrap());
    let names: Vec<_> = all.iter().map(|stack| &*stack.export).collect();
    assert_eq!(names[..2], ["aaaaa0#f0", "aaaaa0#f1"]);
    assert!(names.is_sorted());
}

#[test]
fn functions_under_many_names_are_counted() {
    assert!(analyse(&interface(1, 50, 50)).is_ok());
    let error = analyse(&interface(1, 600, 600)).unwrap_err().to_string();
    assert!(error.contains("over and over"), "{error}");
}
