//! Stores of constants side by side.

use std::fmt::Write as _;

use greentic_shrink::core_wasm::simplify;

use super::support::observed::{engine, observe};
use super::support::text::{Around, module};

/// A function of a number around instructions.
const FUNCTION: Around = Around(
    r#"(module (memory (export "m") 1) (func (export "g") (param i32) (local i32) {code}))"#,
);

#[test]
fn two_are_stored_at_once() {
    FUNCTION.becomes(
        "local.get 0 i32.const 1 i32.store offset=12 local.get 0 i32.const 16401 i32.store offset=8",
        "local.get 0 i64.const 0x1_0000_4011 i64.store offset=8 align=4",
    );
    // The upper half of a negative one is its sign's.
    FUNCTION.becomes(
        "local.get 0 i32.const 0 i32.store offset=4 local.get 0 i32.const -1 i32.store",
        "local.get 0 i64.const 0xFFFF_FFFF i64.store align=4",
    );
    FUNCTION.becomes(
        "local.get 0 i32.const -1 i32.store offset=4 local.get 0 i32.const -2 i32.store",
        "local.get 0 i64.const -2 i64.store align=4",
    );
    // Bytes become words.
    FUNCTION.becomes(
        "local.get 0 i32.const 4 i32.store8 offset=3 local.get 0 i32.const 3 i32.store8 offset=2
         local.get 0 i32.const 2 i32.store8 offset=1 local.get 0 i32.const 1 i32.store8",
        "local.get 0 i32.const 0x4030201 i32.store align=1",
    );
    // Bits that a byte does not hold are not stored.
    FUNCTION.becomes(
        "local.get 0 i32.const -1 i32.store8 offset=1 local.get 0 i32.const 256 i32.store8",
        "local.get 0 i32.const -256 i32.store16 align=1",
    );
}

#[test]
fn what_the_address_is_counted_from_is_kept() {
    FUNCTION.becomes(
        "local.get 0 local.tee 1 i32.const 1 i32.store offset=4
         local.get 1 i32.const 1 i32.store local.get 1 local.set 0",
        "local.get 0 local.tee 1 i64.const 0x1_0000_0001 i64.store align=4 local.get 1 local.set 0",
    );
    FUNCTION.becomes(
        "i32.const 1032 i32.const 1 i32.store i32.const 1024 i32.const 2 i32.store offset=4",
        "i32.const 1024 i64.const 0x1_0000_0002 i64.store offset=4 align=4",
    );
}

#[test]
fn others_are_stored_one_by_one() {
    // The first one could be stored where the second one traps.
    FUNCTION.stays("local.get 0 i32.const 1 i32.store local.get 0 i32.const 1 i32.store offset=4");
    // Something is between them, or one is above the other.
    FUNCTION.stays("local.get 0 i32.const 1 i32.store offset=5 local.get 0 i32.const 1 i32.store");
    FUNCTION.stays("local.get 0 i32.const 1 i32.store offset=3 local.get 0 i32.const 1 i32.store");
    // Of two widths, or somewhere else.
    FUNCTION.stays("local.get 0 i32.const 1 i32.store8 offset=4 local.get 0 i32.const 1 i32.store");
    FUNCTION.stays("local.get 0 i32.const 1 i32.store offset=4 local.get 1 i32.const 1 i32.store");
    FUNCTION.stays(
        "local.get 0 i32.const 1 i32.store offset=4
         local.get 1 local.tee 0 i32.const 1 i32.store local.get 0 local.set 1",
    );
    // Addresses do not wrap around.
    FUNCTION.stays("i32.const 0 i32.const 1 i32.store i32.const -4 i32.const 1 i32.store");
}

/// Wherever memory ends, the same is stored and the same traps.
#[test]
fn the_end_of_memory_is_where_it_was() {
    let engine = engine();
    let mut random = fastrand::Rng::with_seed(7);
    let mut shorter = 0;
    for _ in 0..60 {
        let mut text = r#"(module (memory (export "m") 1)"#.to_owned();
        for function in 0..8 {
            let _ = write!(text, r#"(func (export "f{function}")"#);
            let mut at = random.u32(65_520..65_545);
            for _ in 0..random.usize(2..6) {
                let (width, store) =
                    [(1, "store8"), (2, "store16"), (4, "store")][random.usize(0..3)];
                at -= width;
                let offset = random.u32(0..8);
                let value = [0, 1, -1, 77, random.i32(..)][random.usize(0..5)];
                let _ = write!(
                    text,
                    "(i32.{store} offset={offset} (i32.const {}) (i32.const {value}))",
                    at - offset
                );
            }
            text.push(')');
        }
        text.push(')');
        let input = module(&text);
        let output = simplify(&input).expect("a pass that does not refuse");
        shorter += usize::from(output.len() < input.len());
        let [before, after] = [&input, &output]
            .map(|module| observe(&engine, &[("", module)], &|_| true).expect("known features"));
        assert_eq!(before.events, after.events, "{text}");
        assert_eq!(before.end, after.end, "{text}");
    }
    assert!(shorter > 40, "{shorter}");
}
