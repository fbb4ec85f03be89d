//! Made-up modules, against a way to count that knows how they were made.

use std::fmt::Write as _;

use greentic_shrink::core_wasm::{minimise, outline};
use greentic_shrink::stack::analyse;
use proptest::prelude::*;

use super::measured::depth;

/// The stack of the modules.
const SIZE: u64 = 8192;

/// A function: its frame in units of 16 bytes, and which later functions it calls.
#[derive(Clone, Debug)]
struct Function {
    frame: u64,
    calls: Vec<(prop::sample::Index, Way)>,
    early: bool,
}

/// The way in which a function is called.
#[derive(Clone, Copy, Debug)]
enum Way {
    Plain,
    /// Within a block that is left beforehand, where the condition says so.
    Block,
    /// Once, within a loop.
    Loop,
    Table,
}

fn function() -> impl Strategy<Value = Function> {
    let way = prop_oneof![
        Just(Way::Plain),
        Just(Way::Block),
        Just(Way::Loop),
        Just(Way::Table)
    ];
    let calls = prop::collection::vec((any::<prop::sample::Index>(), way), 0..3);
    (0..12_u64, calls, any::<bool>()).prop_map(|(frame, calls, early)| Function {
        frame,
        calls,
        early,
    })
}

/// Returns the functions that one calls: only those behind it, so that calls end.
fn callees(functions: &[Function], place: usize) -> Vec<(usize, Way)> {
    let behind = functions.len() - place - 1;
    let calls = functions[place].calls.iter().filter(|_| behind > 0);
    calls
        .map(|(index, way)| (place + 1 + index.index(behind), *way))
        .collect()
}

/// Returns the text of a module in which each function has a type of its own, so
/// that an indirect call is a call of one.
fn text(functions: &[Function]) -> String {
    let mut text = format!(
        "(module (memory (export \"memory\") 1) (global $sp (mut i32) (i32.const {SIZE})) \
         (table {} funcref)",
        functions.len()
    );
    for (place, function) in functions.iter().enumerate() {
        let more = "i64 ".repeat(place);
        let bytes = function.frame * 16;
        let _ = write!(
            text,
            "(type $t{place} (func (param i32 {more}) (result i32))) (elem (i32.const {place}) $f{place}) \
             (func $f{place} (type $t{place}) (local $frame i32) (local $n i32)"
        );
        if bytes > 0 {
            let _ = write!(
                text,
                "(global.set $sp (local.tee $frame (i32.sub (global.get $sp) (i32.const {bytes})))) \
                 (i32.store8 (local.get $frame) (i32.const 1))"
            );
        }
        for (callee, way) in callees(functions, place) {
            let zeros = "(i64.const 0) ".repeat(callee);
            let direct = format!("(drop (call $f{callee} (local.get 0) {zeros}))");
            let _ = match way {
                Way::Plain => write!(text, "{direct}"),
                Way::Block => write!(
                    text,
                    "(block $b (br_if $b (i32.eqz (local.get 0))) {direct})"
                ),
                Way::Loop => write!(
                    text,
                    "(local.set $n (i32.const 1)) (loop $l {direct} \
                     (br_if $l (local.tee $n (i32.sub (local.get $n) (i32.const 1)))))"
                ),
                Way::Table => write!(
                    text,
                    "(drop (call_indirect (type $t{callee}) (local.get 0) {zeros} (i32.const {callee})))"
                ),
            };
        }
        if bytes > 0 {
            let leave =
                format!("(global.set $sp (i32.add (local.get $frame) (i32.const {bytes})))");
            if function.early {
                let _ = write!(
                    text,
                    "(if (i32.eqz (local.get 0)) (then {leave} (local.set $frame (i32.const 3)) \
                     (return (local.get $frame))))"
                );
            }
            text.push_str(&leave);
        }
        text.push_str("(i32.const 1))");
    }
    text.push_str("(export \"f\" (func $f0)))");
    text
}

/// Returns the depth of a function.
fn naive(functions: &[Function], place: usize) -> u64 {
    let below = callees(functions, place);
    let below = below.iter().map(|(callee, _)| naive(functions, *callee));
    functions[place].frame * 16 + below.max().unwrap_or(0)
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(200))]

    #[test]
    fn the_deepest_way_is_found(functions in prop::collection::vec(function(), 1..9)) {
        let module = wat::parse_str(text(&functions)).unwrap();
        let smaller = minimise(&module, &|_| true).unwrap();
        let outlined = outline(&smaller).unwrap();
        let expected = naive(&functions, 0);
        for module in [&module, &smaller, &outlined] {
            let stack = &analyse(module).unwrap()[0];
            prop_assert_eq!(stack.bytes, expected);
            prop_assert_eq!(&stack.unbounded, &[]);
            prop_assert_eq!(depth(module, "f", 1, SIZE), expected);
        }
    }
}
