//! The format of declared answers, and the messages for wrong ones.

use std::path::Path;

use greentic_host_shim::{Limits, Shim};
use greentic_size_report::answers::{Answer, Answers, Call, Event, NodeError, Outcome, Secret};

fn parse(source: &str) -> Result<Answers, String> {
    Answers::parse(Path::new("answers.toml"), source).map_err(|error| error.to_string())
}

/// A component that describes itself. The last digit counts the calls.
const COUNTING: &str = r#"(component
    (core module $module
        (memory (export "memory") 1)
        (data (i32.const 0) "\08\00\00\00\08\00\00\00called 0")
        (func (export "describe") (result i32)
            (i32.store8 (i32.const 15)
                (i32.add (i32.load8_u (i32.const 15)) (i32.const 1)))
            (if (i32.gt_u (i32.load8_u (i32.const 15)) (i32.const 51)) (then unreachable))
            (i32.const 0)))
    (core instance $core (instantiate $module))
    (func $describe (result string)
        (canon lift (core func $core "describe") (memory (core memory $core "memory"))))
    (instance $interface (export "describe-json" (func $describe)))
    (export "greentic:component/describe-v1@1.0.0" (instance $interface)))"#;

fn unmet(source: &str) -> Vec<String> {
    let shim = Shim::new(Limits::default()).unwrap();
    let component = shim.load(&wat::parse_str(COUNTING).unwrap()).unwrap();
    let answers = parse(source).unwrap();
    let broken = answers.check("counting", &component);
    broken.into_iter().map(|broken| broken.message).collect()
}

#[test]
fn every_form_is_read() {
    let source = r#"
        [[answer]]
        call = "describe"
        ok = "d"
        [[answer]]
        call = "manifest"
        ok = "m"
        [[answer]]
        call = "start"
        ok = "ok"
        [[answer]]
        call = "stop"
        reason = "r"
        error = "e"
        [[answer]]
        call = "invoke"
        op = "o"
        input = "i"
        secrets = { A = "a", B = { bytes = [0, 255] }, C = { denied = true } }
        error = { code = "c", message = "m", retryable = true, backoff_ms = 5, details = "{}" }
        [[answer]]
        call = "stream"
        op = "o"
        input = "i"
        events = [{ data = "d" }, { progress = 100 }, { error = "e" }, "done"]
    "#;
    let text = str::to_owned;
    let (op, input) = (text("o"), text("i"));
    let secrets = [
        (text("A"), Secret::Bytes(b"a".to_vec())),
        (text("B"), Secret::Bytes(vec![0, 255])),
        (text("C"), Secret::Denied),
    ];
    let error = NodeError {
        code: text("c"),
        message: text("m"),
        retryable: true,
        backoff_ms: Some(5),
        details: Some(text("{}")),
    };
    let events = vec![
        Event::Data(text("d")),
        Event::Progress(100),
        Event::Error(text("e")),
        Event::Done,
    ];
    let plain = |call, expected| Answer {
        call,
        secrets: [].into(),
        host: [].into(),
        expected,
    };
    let expected = vec![
        plain(Call::Describe, Outcome::Ok(text("d"))),
        plain(Call::Manifest, Outcome::Ok(text("m"))),
        plain(Call::Start, Outcome::Ok(text("ok"))),
        plain(
            Call::Stop { reason: text("r") },
            Outcome::Refused(text("e")),
        ),
        Answer {
            call: Call::Invoke {
                op: op.clone(),
                input: input.clone(),
            },
            secrets: secrets.into(),
            host: [].into(),
            expected: Outcome::Error(error),
        },
        plain(Call::Stream { op, input }, Outcome::Events(events)),
    ];
    assert_eq!(parse(source).unwrap().answers, expected);
}

#[test]
fn what_means_nothing_is_refused_by_name() {
    let invoke = "[[answer]]\ncall = \"invoke\"\nop = \"o\"\ninput = \"i\"\n";
    let cases: &[(&str, &[&str])] = &[
        ("[[answers]]\n", &["answers", "line 1"]),
        ("[[answer]]\ncall = \"run\"\n", &["run", "line 2"]),
        ("[[answer]]\nok = \"x\"\n", &["call"]),
        (
            "[[answer]]\ncall = \"describe\"\nok = \"x\"\nfoo = 1\n",
            &["foo", "line 4"],
        ),
        (
            "[[answer]]\ncall = \"describe\"\n",
            &["answer 1", "lacks `ok`"],
        ),
        (
            "[[answer]]\ncall = \"manifest\"\nok = \"x\"\nop = \"y\"\n",
            &["answer 1 (`manifest`)", "`op`"],
        ),
        (
            "[[answer]]\ncall = \"stop\"\nok = \"ok\"\n",
            &["lacks `reason`"],
        ),
        (
            "[[answer]]\ncall = \"start\"\nok = \"fine\"\n",
            &["\"fine\"", "\"ok\""],
        ),
        (
            "[[answer]]\ncall = \"start\"\nerror = { code = \"c\", message = \"m\", retryable = false }\n",
            &["a text"],
        ),
        (
            "[[answer]]\ncall = \"invoke\"\nop = \"o\"\nok = \"x\"\n",
            &["lacks `input`"],
        ),
        (
            "[[answer]]\ncall = \"stream\"\nop = \"o\"\ninput = \"i\"\nok = \"x\"\n",
            &["lacks `events`"],
        ),
        (
            "[[answer]]\ncall = \"stream\"\nop = \"o\"\ninput = \"i\"\nevents = [{ dta = \"x\" }]\n",
            &["dta", "line 5"],
        ),
        (
            "[[answer]]\ncall = \"stream\"\nop = \"o\"\ninput = \"i\"\nevents = [{ progress = 256 }]\n",
            &["256", "line 5"],
        ),
    ];
    let tails: &[(&str, &[&str])] = &[
        ("", &["lacks `ok` or `error`"]),
        ("ok = \"x\"\nevents = []\n", &["`events`"]),
        (
            "ok = \"x\"\nsecrets = { A = \"a\" }\nhost = { \"a:b/c#d\" = \"1\" }\n",
            &["`host` and `secrets`", "secrets-store@1.0.0#get"],
        ),
        (
            "ok = \"x\"\nerror = { code = \"c\", message = \"m\", retryable = false }\n",
            &["both"],
        ),
        ("error = \"x\"\n", &["retryable = false"]),
        (
            "error = { code = \"c\", message = \"m\" }\n",
            &["retryable"],
        ),
        (
            "error = { code = \"c\", message = \"m\", retryable = false, backoff = 1 }\n",
            &["backoff", "backoff_ms"],
        ),
        (
            "ok = \"x\"\nsecrets = { A = { byte = [1] } }\n",
            &["byte", "line 6"],
        ),
        (
            "ok = \"x\"\nsecrets = { A = { bytes = [256] } }\n",
            &["256"],
        ),
        (
            "ok = \"x\"\nsecrets = { A = { denied = false } }\n",
            &["denied"],
        ),
        (
            "ok = \"x\"\nsecrets = { A = { bytes = [], denied = true } }\n",
            &["either"],
        ),
        ("ok = \"x\"\nsecrets = { A = 1 }\n", &["bytes", "denied"]),
    ];
    let tails = tails
        .iter()
        .map(|(tail, parts)| (format!("{invoke}{tail}"), *parts));
    let cases = cases
        .iter()
        .map(|(source, parts)| ((*source).to_owned(), *parts));
    for (source, parts) in cases.chain(tails) {
        let error = parse(&source).expect_err(&source);
        for part in parts.iter().chain(&["answers.toml"]) {
            assert!(
                error.contains(part),
                "{part:?} is not in: {error}\n{source}"
            );
        }
    }
}

#[test]
fn an_empty_file_declares_nothing() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("answers.toml");
    assert_eq!(Answers::read(&path).unwrap(), None);
    std::fs::write(&path, "# later\n").unwrap();
    assert_eq!(Answers::read(&path).unwrap(), None);
    std::fs::write(&path, [0xff]).unwrap();
    let error = Answers::read(&path).unwrap_err().to_string();
    assert!(error.contains("answers.toml"), "{error}");
}

#[test]
fn answers_with_the_same_secrets_come_from_one_instance() {
    let source = r#"
        [[answer]]
        call = "describe"
        ok = "called 1"
        [[answer]]
        call = "describe"
        secrets = { A = "other" }
        ok = "called 1"
        [[answer]]
        call = "describe"
        ok = "called 2"
    "#;
    assert!(unmet(source).is_empty());
}

#[test]
fn a_wrong_answer_is_shown_beside_the_real_one() {
    let source = "[[answer]]\ncall = \"describe\"\nok = \"called 2\"\n";
    assert_eq!(
        unmet(source),
        ["answer 1 of 1 (describe) differs; mend the component, or copy what it answered into answers.toml
    - declared, + answered
    - ok = \"called 2\"
    + ok = \"called 1\""]
    );
}

#[test]
fn long_texts_are_cut_to_where_they_differ() {
    let long = "x".repeat(1000);
    let source = format!("[[answer]]\ncall = \"describe\"\nok = \"called 1{long}\"\n");
    let message = &unmet(&source)[0];
    let (short, whole) = message.split_once("\n    declared in whole:\n").unwrap();
    assert!(short.len() < 300, "{short}");
    assert!(short.contains("(1015 characters)"), "{short}");
    assert!(short.contains("+ ok = \"called 1\""), "{short}");
    // Ready to be copied into the file.
    assert_eq!(
        whole,
        format!("ok = \"called 1{long}\"\n    answered in whole:\nok = \"called 1\"")
    );
}

#[test]
fn a_trap_breaks_one_answer_only() {
    let ask = "[[answer]]\ncall = \"describe\"\nok = \"called 1\"\n";
    // The fourth call traps; a new instance answers the fifth.
    let messages = unmet(&ask.repeat(5));
    assert_eq!(messages.len(), 3, "{messages:#?}");
    assert!(messages[2].contains("answer 4 of 5"), "{}", messages[2]);
    assert!(messages[2].contains("+ no answer: "), "{}", messages[2]);
    assert!(messages[2].contains("trap"), "{}", messages[2]);
}

#[test]
fn a_call_that_the_component_does_not_have_says_so() {
    let source = "[[answer]]\ncall = \"manifest\"\nok = \"x\"\n";
    let messages = unmet(source);
    assert!(
        messages[0].contains("greentic:component/node@0.5.0"),
        "{messages:#?}"
    );
}
