//! Compares only peers that do the same: a component that answers otherwise is refused.

use std::fs;
use std::path::Path;

use greentic_size_report::Answers;
use greentic_size_report::compare::{AnswerMismatch, check};

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR")).parent().unwrap()
}

fn answers(example: &str) -> Answers {
    let path = root().join("examples").join(example).join("answers.toml");
    Answers::read(&path).unwrap().unwrap()
}

fn text(name: &str) -> String {
    let path = root().join("size-report/peers/text").join(name);
    fs::read_to_string(path).unwrap()
}

/// Checks a text after a part of it was replaced, which must be there.
fn changed(name: &str, example: &str, from: &str, to: &str) -> anyhow::Result<()> {
    let text = text(name);
    assert!(text.contains(from), "{name} has no `{from}`");
    check(
        &wat::parse_str(text.replace(from, to)).unwrap(),
        &answers(example),
    )
}

#[test]
fn the_texts_written_by_hand_do_what_the_examples_do() {
    for (name, example) in [
        ("describe.wat", "component-describe"),
        ("node.wat", "node-minimal"),
    ] {
        check(&wat::parse_str(text(name)).unwrap(), &answers(example)).unwrap();
    }
}

#[test]
fn one_byte_more_or_less_is_refused() {
    for (name, example, from, to) in [
        (
            "describe.wat",
            "component-describe",
            r#"\"demo\""#,
            r#"\"dem0\""#,
        ),
        ("node.wat", "node-minimal", "bad input", "bad 1nput"),
        // Nearly `fail` is `fail`.
        ("node.wat", "node-minimal", "0x6c696166", "0x6c696167"),
        // A hook that went well answers with an error.
        (
            "node.wat",
            "node-minimal",
            "(i32.const 200))",
            "(i32.const 88))",
        ),
        // The event of an error is another one.
        (
            "node.wat",
            "node-minimal",
            "(i32.const 3)))\n      (i64.store",
            "(i32.const 2)))\n      (i64.store",
        ),
    ] {
        let error = changed(name, example, from, to).unwrap_err();
        let differs = error.downcast_ref::<AnswerMismatch>();
        assert!(differs.is_some(), "{from}: {error:#}");
    }
}

#[test]
fn a_component_of_another_kind_is_refused() {
    let describe = wat::parse_str(text("describe.wat")).unwrap();
    assert!(check(&describe, &answers("node-minimal")).is_err());
    assert!(check(&describe, &answers("component-v0-6")).is_err());
    assert!(check(b"\0asm", &answers("node-minimal")).is_err());
}
