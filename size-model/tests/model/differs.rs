//! Tests of differences between two files.

use std::fmt::Write as _;

use greentic_size_model::diff::{ChangeKind, ChangedPart, Difference};
use greentic_size_model::{Aids, File, diff};

use crate::hold_between;

fn between(one: &str, other: &str) -> Difference {
    let (one, other) = (wat::parse_str(one).unwrap(), wat::parse_str(other).unwrap());
    hold_between(&one, &other, "a pair");
    let read = |bytes| File::read(bytes, &Aids::none()).unwrap();
    diff(&read(&one), &read(&other), 1)
}

/// Returns a program of functions that call each other, each with another body. They have
/// names of one crate, and come in the given order.
fn program(of: &str, order: &[usize], more: &[(usize, &str)]) -> String {
    let mut text = String::from("(module (memory 1)");
    for one in order {
        let more = more
            .iter()
            .find(|(place, _)| place == one)
            .map_or("", |(_, more)| more);
        let callee = (one + 1) % 9;
        let call = format!("(call ${of}::f{callee})");
        let body = format!("(drop (i32.const {one})) ").repeat(one + 2);
        let call = if *one < 8 { &call } else { "" };
        write!(text, "(func ${of}::f{one} {body} {call} {more})").unwrap();
    }
    text + &format!("(export \"run\" (func ${of}::f0)))")
}

const ORDER: [usize; 9] = [0, 1, 2, 3, 4, 5, 6, 7, 8];

#[test]
fn another_order_is_nothing_to_speak_of() {
    let difference = between(
        &program("shop", &ORDER, &[]),
        &program("shop", &[4, 8, 0, 2, 6, 1, 3, 5, 7], &[]),
    );
    assert_eq!(difference.changes, []);
    assert_eq!(difference.quiet.renamed, []);
}

#[test]
fn another_name_of_the_crate_is_nothing_to_speak_of() {
    let difference = between(
        &program("shop", &ORDER, &[]),
        &program("a_longer_name", &[8, 7, 6, 5, 4, 3, 2, 1, 0], &[]),
    );
    assert_eq!(difference.changes, []);
    assert_eq!(difference.quiet.renamed.len(), 9);
    assert!(difference.quiet.names > 0);
}

#[test]
fn a_function_that_is_longer_is_named() {
    let longer = "(drop (i32.const 70)) (drop (i32.const 71))";
    for of in ["shop", "other"] {
        let difference = between(
            &program("shop", &ORDER, &[]),
            &program(of, &[3, 1, 2, 0, 4, 5, 6, 7, 8], &[(5, longer)]),
        );
        assert_eq!(difference.changes.len(), 1, "{difference:?}");
        let change = &difference.changes[0];
        assert_eq!(
            (change.what, change.of),
            (ChangeKind::Grew, ChangedPart::Function)
        );
        assert_eq!(change.name, format!("{of}::f5"));
        assert_eq!(change.crate_name.as_deref(), Some(of));
        // Two constants of two bytes, and `drop` each.
        assert_eq!(change.difference, 8);
    }
}

#[test]
fn what_comes_and_goes_is_named() {
    let shorter = program("shop", &ORDER, &[]);
    let more = shorter.replacen(
        "(memory 1)",
        "(import \"env\" \"log\" (func)) (memory 1) (func $shop::new (param i64) (call 0))",
        1,
    );
    let difference = between(&shorter, &more);
    let said: Vec<_> = difference
        .changes
        .iter()
        .map(|change| (change.what, change.of, &*change.name))
        .collect();
    assert!(
        said.contains(&(ChangeKind::Came, ChangedPart::Import, "env#log")),
        "{said:?}"
    );
    assert!(
        said.contains(&(ChangeKind::Came, ChangedPart::Function, "shop::new")),
        "{said:?}"
    );
    let back = between(&more, &shorter);
    assert!(
        back.changes
            .iter()
            .any(|change| change.what == ChangeKind::Went && change.name == "shop::new")
    );
}

#[test]
fn two_that_became_one_are_no_news_and_duplicates_count() {
    let twice = "(module (func $a (drop (i32.const 7))) (func $b (drop (i32.const 7))) (func (export \"f\") (call $a) (call $b)))";
    let once = "(module (func $a (drop (i32.const 7))) (func (export \"f\") (call $a) (call $a)))";
    let merged = between(twice, once);
    assert_eq!(merged.changes, []);
    assert_eq!(
        (merged.quiet.merged_functions, merged.quiet.merged),
        (1, -6)
    );
    // The other way round the file has really grown.
    let copied = between(once, twice);
    assert_eq!(copied.changes.len(), 1);
    assert_eq!(
        (copied.changes[0].what, copied.changes[0].difference),
        (ChangeKind::Came, 6)
    );
}

#[test]
fn functions_that_share_a_name_are_each_looked_at() {
    let program = |more: &str| {
        let one = |id: &str, body: &str| {
            format!("(func ${id} (@name \"core::ptr::drop_in_place\") {body})")
        };
        let (a, b) = ("(drop (i32.const 1))", "(drop (i64.const 2)) nop");
        format!(
            "(module {} {} (func (export \"f\") (call $a) (call $b)))",
            one("a", a),
            one("b", &format!("{b} {more}"))
        )
    };
    let difference = between(&program(""), &program("nop nop nop"));
    assert_eq!(difference.changes.len(), 1, "{difference:?}");
    let change = &difference.changes[0];
    assert_eq!(
        (&*change.name, change.difference),
        ("core::ptr::drop_in_place", 3)
    );
    // Its length, no locals, the constant, `drop`, `nop` and `end`.
    assert_eq!((change.before, change.after), (7, 10));
}

#[test]
fn addresses_that_move_are_nothing_to_speak_of() {
    let program = |text: &str, address: u32| {
        format!(
            "(module (memory 2) (data (i32.const 65000) \"{text}rest of it\")
                (func (export \"f\") (result i32) (i32.load offset={address} (i32.const {}))))",
            address + 1
        )
    };
    let difference = between(&program("", 65_001), &program("more ", 65_006));
    assert_eq!(difference.changes.len(), 1, "{difference:?}");
    assert_eq!(
        (difference.changes[0].of, difference.changes[0].difference),
        (ChangedPart::Parts, 5)
    );
}
