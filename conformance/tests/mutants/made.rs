//! Components that nobody else makes: each from a number, again and again the same.

use fastrand::Rng;
use wasmparser::{Validator, WasmFeatures};

use greentic_testkit::handmade::{assemble, bombs};

use crate::{calls, gentle, harsh};

/// A component, and what is to be called of it.
pub(crate) struct Made {
    pub(crate) bytes: Vec<u8>,
    pub(crate) valid: bool,
    /// The function, then its arguments.
    pub(crate) call: Vec<String>,
}

/// Returns small ones of what has been costly, and of what has gone wrong
/// elsewhere.
pub(crate) fn seeds() -> Vec<Vec<u8>> {
    let mut seeds = vec![
        bombs::adapters(2, 3),
        bombs::names(30, 5, 5),
        bombs::definitions(3, 3),
        bombs::handed_globals(3, 3),
        bombs::calls(3, 3),
        bombs::recursion(),
    ];
    seeds.extend(TEXTS.map(assemble));
    seeds
}

/// Handles, streams and futures, and what other tools had no place for.
const TEXTS: [&str; 6] = [
    r#"(component
      (core module $m (func (export "f") (result i32) i32.const 1))
      (core instance $i (instantiate $m))
      (core func (canon task.cancel))
      (func (export "f") (result u32) (canon lift (core func $i "f"))))"#,
    r#"(component
      (core module $m (table (export "t") 1 1 funcref)
        (func $g (export "g") (result i32) i32.const 1)
        (func (export "f") (result i32)
          i32.const 0 ref.func $g table.set 0 i32.const 0 call_indirect (result i32)))
      (core instance $i (instantiate $m))
      (func (export "f") (result u32) (canon lift (core func $i "f"))))"#,
    r#"(component
      (core type $s (struct (field i32)))
      (core module $m
        (func (export "f") (result i32) i32.const 1)
        (func $dead (result i32) i32.const 123456))
      (core instance $i (instantiate $m))
      (func (export "f") (result u32) (canon lift (core func $i "f"))))"#,
    r#"(component
      (import "i1" (instance $i (export "r" (type (sub resource)))))
      (alias export $i "r" (type $r))
      (import "i2" (instance (export "r" (type (eq $r))))))"#,
    r#"(component
      (type $r (resource (rep i32)))
      (export $r2 "r" (type $r))
      (core func $new (canon resource.new $r))
      (core func $rep (canon resource.rep $r))
      (core func $drop (canon resource.drop $r))
      (core module $m
        (import "" "new" (func $new (param i32) (result i32)))
        (import "" "rep" (func $rep (param i32) (result i32)))
        (import "" "drop" (func $drop (param i32)))
        (func (export "f") (result i32) (call $new (i32.const 7)))
        (func (export "g") (param i32) (result i32) local.get 0)
        (func (export "h") (call $drop (call $new (i32.const 7)))))
      (core instance $i (instantiate $m (with "" (instance
        (export "new" (func $new)) (export "rep" (func $rep)) (export "drop" (func $drop))))))
      (func (export "f") (result (own $r2)) (canon lift (core func $i "f")))
      (func (export "g") (param "r" (borrow $r2)) (result u32) (canon lift (core func $i "g")))
      (func (export "h") (canon lift (core func $i "h"))))"#,
    r#"(component
      (core module $memory (memory (export "m") 1)
        (func (export "r") (param i32 i32 i32 i32) (result i32) i32.const 1024))
      (core instance $memory (instantiate $memory))
      (type $s (stream u8))
      (type $f (future string))
      (core func $new (canon stream.new $s))
      (core func $read (canon stream.read $s async (memory (core memory $memory "m"))))
      (core func $write (canon stream.write $s async (memory (core memory $memory "m"))))
      (core func $return (canon task.return (result u32)))
      (core module $m
        (import "" "new" (func $new (result i64)))
        (import "" "read" (func $read (param i32 i32 i32) (result i32)))
        (import "" "return" (func $return (param i32)))
        (func (export "f") (result i32)
          (drop (call $read (i32.wrap_i64 (call $new)) (i32.const 0) (i32.const 8)))
          (call $return (i32.const 7))
          i32.const 0)
        (func (export "callback") (param i32 i32 i32) (result i32) i32.const 0))
      (core instance $i (instantiate $m (with "" (instance
        (export "new" (func $new)) (export "read" (func $read)) (export "return" (func $return))))))
      (func (export "f") async (result u32)
        (canon lift (core func $i "f") async (callback (core func $i "callback")))))"#,
];

/// A component made of what is large in one way, of any size.
fn bomb(rng: &mut Rng) -> Vec<u8> {
    // Small ones more often than large ones.
    let mut size = |most: usize| 1 + rng.usize(..most) * rng.usize(..=10) / 10;
    match size(16) {
        1 => bombs::blocks(size(1000), size(900)),
        2 => bombs::branch_table(size(3000), size(900)),
        3 => bombs::loops(size(300), size(300)),
        4 => bombs::calls(size(500), size(900)),
        5 => bombs::signatures(size(300), size(900)),
        6 => bombs::spans(size(3000), size(5000)),
        7 => bombs::nested(size(20_000)),
        8 => bombs::functions(size(5000)),
        9 => bombs::code(size(5000)),
        10 => bombs::types(size(50), size(3000)),
        11 => bombs::globals(size(10_000), size(50)),
        12 => bombs::handed_globals(size(10_000), size(50)),
        13 => bombs::definitions(size(1000), size(300)),
        14 => bombs::adapters(size(80), size(300)),
        15 => bombs::names(size(20_000), size(100), size(100)),
        _ => bombs::long_interface(size(50_000), size(200)),
    }
}

/// Makes the component of a number.
pub(crate) fn made(seeds: &[Vec<u8>], number: usize) -> Made {
    let mut rng = Rng::with_seed(number as u64);
    let bytes = bytes(seeds, &mut rng);
    let types = Validator::new_with_features(WasmFeatures::all()).validate_all(&bytes);
    let mut calls = match &types {
        Ok(types) => calls::of(&bytes, types.as_ref()),
        Err(_) => Vec::new(),
    };
    let call = if calls.is_empty() {
        vec!["f".to_owned()]
    } else {
        calls.swap_remove(rng.usize(..calls.len()))
    };
    Made {
        valid: types.is_ok(),
        bytes,
        call,
    }
}

fn bytes(seeds: &[Vec<u8>], rng: &mut Rng) -> Vec<u8> {
    let kind = rng.u8(..10);
    if kind == 0 {
        return bomb(rng);
    }
    let mut bytes = seeds[rng.usize(..seeds.len())].clone();
    let other = &seeds[rng.usize(..seeds.len())];
    for _ in 0..rng.usize(1..4) {
        bytes = if kind < 6 {
            gentle::changed(&bytes, rng)
        } else {
            harsh::changed(&bytes, other, rng)
        };
    }
    bytes
}
