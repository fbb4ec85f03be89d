//! Calls of functions of interfaces that the host does not know.

use std::path::Path;

use greentic_size_report::answers::{Answer, Answers, Call, Outcome};
use greentic_size_report::functions::Functions;

/// A component that counts its calls, asks its host for a number, runs for ever, traps,
/// and gives a pair back.
const COMPONENT: &str = r#"(component
    (import "test:host/numbers@1.0.0" (instance $host
        (export "number" (func (param "key" u8) (result u32)))
        (export "note" (func (param "value" u32)))))
    (core func $number (canon lower (func $host "number")))
    (core func $note (canon lower (func $host "note")))
    (core module $module
        (import "host" "number" (func $number (param i32) (result i32)))
        (import "host" "note" (func $note (param i32)))
        (memory (export "memory") 1)
        (global $calls (mut i32) (i32.const 0))
        (func (export "count") (result i32)
            (global.set $calls (i32.add (global.get $calls) (i32.const 1)))
            (global.get $calls))
        (func (export "ask") (param i32) (result i32) (call $number (local.get 0)))
        (func (export "tell") (param i32) (call $note (local.get 0)))
        (func (export "hang") (loop br 0))
        (func (export "trap") (param i32) unreachable)
        (func (export "give") (param i32 i32) (result i32)
            (i32.store (i32.const 0) (local.get 1))
            (i32.store8 (i32.const 4) (local.get 0))
            (i32.const 0)))
    (core instance $core (instantiate $module (with "host" (instance
        (export "number" (func $number))
        (export "note" (func $note))))))
    (func $give (param "y" bool) (param "x" u32) (result (tuple u32 bool))
        (canon lift (core func $core "give") (memory (core memory $core "memory"))))
    (func $count (result u32) (canon lift (core func $core "count")))
    (func $ask (param "key" u8) (result u32) (canon lift (core func $core "ask")))
    (func $tell (param "value" u32) (canon lift (core func $core "tell")))
    (func $hang (canon lift (core func $core "hang")))
    (func $trap (param "value" u32) (canon lift (core func $core "trap")))
    (instance $all
        (export "count" (func $count)) (export "ask" (func $ask)) (export "tell" (func $tell))
        (export "hang" (func $hang)) (export "trap" (func $trap))
        (export "give" (func $give)))
    (export "test:guest/all@1.0.0" (instance $all)))"#;

/// Returns an answer of `test:guest/all@1.0.0`, written in the shortest way.
fn answer(call: &str, rest: &str) -> String {
    format!("[[answer]]\ncall = \"test:guest/all@1.0.0#{call}\"\n{rest}\n")
}

/// Returns the messages about answers that differ.
fn unmet(source: &str) -> Vec<String> {
    let bytes = wat::parse_str(COMPONENT).unwrap();
    let component = Functions::load(&bytes).unwrap();
    assert_eq!(component.world().as_deref(), Some("test:guest/all@1.0.0"));
    let answers = Answers::parse(Path::new("answers.toml"), source).unwrap();
    assert!(answers.call_functions() && !answers.call_worlds());
    let broken = answers.check_functions("component", &component);
    broken.into_iter().map(|broken| broken.message).collect()
}

/// Returns the only message about one answer.
fn said(source: &str) -> String {
    let mut messages = unmet(source);
    assert_eq!(messages.len(), 1, "{messages:#?}");
    messages.remove(0)
}

#[test]
fn every_key_is_read() {
    let source = answer(
        "ask",
        "arguments = [\"7\"]\nhost = { \"a:b/c#d\" = \"1\" }\nresult = \"1\"",
    );
    let text = str::to_owned;
    let answers = Answers::parse(Path::new("answers.toml"), &source).unwrap();
    let expected = Answer {
        call: Call::Function {
            name: text("test:guest/all@1.0.0#ask"),
            arguments: vec![text("7")],
        },
        secrets: [].into(),
        host: [(text("a:b/c#d"), text("1"))].into(),
        expected: Outcome::Result(Some(text("1"))),
    };
    assert_eq!(answers.answers, [expected]);
}

#[test]
fn keys_of_other_calls_are_refused() {
    let parse = |source: &str| {
        let error = Answers::parse(Path::new("answers.toml"), source).unwrap_err();
        error.to_string()
    };
    for (key, value) in [
        ("ok", "\"x\""),
        ("op", "\"x\""),
        ("events", "[]"),
        ("secrets", "{ A = \"a\" }"),
    ] {
        let error = parse(&answer("count", &format!("{key} = {value}")));
        for part in [
            &format!("`{key}`"),
            "answer 1",
            "test:guest/all@1.0.0#count",
        ] {
            assert!(error.contains(part), "{error}");
        }
    }
    for (key, value) in [("result", "\"1\""), ("arguments", "[]")] {
        let source = format!("[[answer]]\ncall = \"describe\"\nok = \"x\"\n{key} = {value}\n");
        let error = parse(&source);
        assert!(error.contains(&format!("`{key}`")), "{error}");
    }
    let error = parse("[[answer]]\ncall = \"total\"\n");
    assert!(error.contains("INTERFACE#FUNCTION"), "{error}");
}

#[test]
fn answers_that_hold_are_silent() {
    let host = "host = { \"test:host/numbers@1.0.0#number\" = \"4294967295\" }";
    let source = [
        answer("count", "result = \"1\""),
        // Another host, another instance.
        answer(
            "ask",
            &format!("arguments = [\"255\"]\n{host}\nresult = \"4294967295\""),
        ),
        answer("count", &format!("{host}\nresult = \"1\"")),
        answer("count", "result = \"2\""),
        // A function without a result, which needs no declaration.
        answer("tell", "arguments = [\"1\"]"),
        // Written in another way.
        answer(
            "give",
            "arguments = [\" true\", \"7\"]\nresult = \"( 7,true )\"",
        ),
    ];
    assert_eq!(unmet(&source.concat()), [""; 0]);
}

#[test]
fn a_wrong_result_is_shown_beside_the_real_one() {
    assert_eq!(
        said(&answer("count", "result = \"2\"")),
        "answer 1 of 1 (test:guest/all@1.0.0#count()) differs; mend the component, or copy what it answered into answers.toml
    - declared, + answered
    - result = \"2\"
    + result = \"1\""
    );
}

#[test]
fn what_cannot_be_called_says_why() {
    let cases = [
        (
            answer("nothing", ""),
            "exports no function `test:guest/all@1.0.0#nothing`",
        ),
        (answer("ask", "result = \"1\""), "takes 1 arguments, not 0"),
        (
            answer("ask", "arguments = [\"256\"]\nresult = \"1\""),
            "argument `key`",
        ),
        (
            answer("count", "result = \"one\""),
            "`result`: \"one\" is no value",
        ),
        (answer("count", ""), "has a result: declare it"),
        (
            answer("tell", "arguments = [\"1\"]\nresult = \"1\""),
            "has no result",
        ),
        (
            answer("ask", "arguments = [\"1\"]\nresult = \"1\""),
            "declare in `host` what it answers",
        ),
        (
            answer(
                "count",
                "host = { \"test:host/numbers@1.0.0#numbers\" = \"1\" }\nresult = \"1\"",
            ),
            "does not import",
        ),
        (
            answer(
                "ask",
                "arguments = [\"1\"]\nhost = { \"test:host/numbers@1.0.0#number\" = \"x\" }\nresult = \"1\"",
            ),
            "`test:host/numbers@1.0.0#number` in `host`",
        ),
        (answer("trap", "arguments = [\"1\"]"), "unreachable"),
        (answer("hang", ""), "fuel"),
    ];
    for (source, part) in cases {
        let message = said(&source);
        assert!(message.contains("+ no answer: "), "{message}");
        assert!(message.contains(part), "{part:?} is not in {message}");
    }
}

/// The answer after a trap comes from a new instance.
#[test]
fn a_trap_breaks_one_answer_only() {
    let count = |result| answer("count", &format!("result = \"{result}\""));
    let source = [count(1), answer("trap", "arguments = [\"1\"]"), count(1)];
    assert!(said(&source.concat()).contains("answer 2 of 3"));
}

#[test]
fn what_is_no_component_is_refused() {
    assert!(Functions::load(b"\0asm\x01\0\0\0").is_err());
    assert!(Functions::load(b"").is_err());
    let needs = "(component (import \"f\" (func)))";
    let bytes = wat::parse_str(needs).unwrap();
    assert!(Functions::load(&bytes).is_err());
}
