//! Documents that are nearly an envelope, and so the payload itself.

use greentic_guest::Call;
use greentic_guest::input::Input;
use serde_json::{Value, json};

use crate::types::InvocationEnvelope;

/// An envelope, with one of its fields said in another way.
fn with(name: &str, value: &str) -> String {
    let fields = FIELDS.map(|(field, usual)| {
        let value = if field == name { value } else { usual };
        format!("\"{field}\":{value}")
    });
    format!("{{{}}}", fields.join(","))
}

const FIELDS: [(&str, &str); 6] = [
    (
        "ctx",
        r#"{"env":"prod","tenant":"acme","tenant_id":"acme","attempt":0}"#,
    ),
    ("flow_id", r#""main""#),
    ("node_id", "null"),
    ("op", r#""quote""#),
    ("payload", "[123,125]"),
    ("metadata", "[0,255]"),
];

/// Returns whether `greentic-types` takes it for an envelope, whatever the payload is.
fn is_theirs(text: &str) -> bool {
    serde_json::from_str::<InvocationEnvelope>(text).is_ok()
}

#[track_caller]
fn is_envelope(text: &str) {
    let call = Call::new();
    let input = call.input(text).unwrap();
    assert!(input.context().is_some(), "{text}");
    assert_eq!(input.payload().text(), "{}", "{text}");
    assert!(is_theirs(text), "{text}");
}

#[track_caller]
fn is_bare(text: &str) {
    let call = Call::new();
    for input in [call.input(text), Input::bare(&call, text)] {
        let input = input.unwrap();
        assert!(
            input.context().is_none() && input.config().is_none(),
            "{text}"
        );
        assert_eq!(input.payload().text(), text);
    }
    assert!(Input::envelope(&call, text).is_err(), "{text}");
}

#[test]
fn what_is_said_otherwise_is_the_same_envelope() {
    is_envelope(&with("", ""));
    is_envelope(&with("node_id", r#""n""#));
    is_envelope(&with("payload", "[ 123 ,\n\t125\r]"));
    is_envelope(&with("metadata", "[]"));
    is_envelope(&with("metadata", " [ ] "));
    is_envelope(&with("", "").replace("\"op\"", "\"\\u006fp\""));
}

#[test]
fn a_field_that_is_missing_renamed_or_there_twice_makes_no_envelope() {
    let whole: Value = serde_json::from_str(&with("", "")).unwrap();
    for (name, value) in FIELDS {
        let mut fewer = whole.clone();
        fewer.as_object_mut().unwrap().remove(name).unwrap();
        is_bare(&fewer.to_string());
        fewer[format!("{name}s")] = json!([1]);
        is_bare(&fewer.to_string());
        is_bare(&with(name, &format!("{value},\"{name}\":{value}")));
        // Theirs passes over what it does not know, and does not miss this one.
        assert!(
            !is_theirs(&fewer.to_string()) || name == "node_id",
            "{name}"
        );
        is_bare(&with(name, &format!("{value},\"more\":{value}")));
        is_bare(&with(name, &format!("{value},\"config\":1,\"input\":2")));
    }
}

#[test]
fn a_field_of_another_type_makes_no_envelope() {
    let bytes = [
        "[123,125,256]",
        "[123,125,-1]",
        "[123,-0,125]",
        "[123,125,1.5]",
        "[123,125,1.0]",
        "[123,125,1e0]",
        "[123,125,1E1]",
        "[123,125,4294967297]",
        "[123,125,340282366920938463463374607431768211457]",
        "[123,125,\"1\"]",
        "[123,125,[1]]",
        "[123,125,{}]",
        "[123,125,null]",
        "[123,125,true]",
        "[123,125,false]",
        "\"{}\"",
        "\"e30=\"",
        "{}",
        "123",
        "null",
    ];
    let texts = ["7", "true", "false", "[]", "[123]", "-1"];
    for (names, values) in [
        (["payload", "metadata"].as_slice(), bytes.as_slice()),
        (&["flow_id", "op", "node_id", "ctx"], &texts),
        (&["flow_id", "op", "ctx"], &["null"]),
        (&["flow_id", "op", "node_id"], &["{}"]),
        (&["ctx"], &["\"prod\"", "[[]]"]),
    ] {
        for name in names {
            for value in values {
                let text = with(name, value);
                is_bare(&text);
                assert!(!is_theirs(&text), "{text}");
            }
        }
    }
}

#[test]
fn a_context_is_any_object() {
    let call = Call::new();
    for ctx in ["{}", r#"{"env":7,"env":8}"#] {
        let text = with("ctx", ctx);
        let context = call.input(&text).unwrap().context().expect("an envelope");
        assert_eq!(context.tenant().text(), ctx);
    }
}

#[test]
fn a_payload_that_is_no_json_makes_no_envelope() {
    let text = |bytes: &[u8]| with("payload", &format!("{bytes:?}"));
    for bytes in [
        b"".as_slice(),
        b"{",
        b"{}}",
        b"1 1",
        b"nul",
        b"{\"a\":01}",
        b"\0",
        // Not UTF-8: a byte of none, one too long, half a pair, one that ends early.
        b"\"\xFF\"",
        b"\"\xC0\xAF\"",
        b"\"\xED\xA0\x80\"",
        b"\"\xE6\xB0",
    ] {
        assert!(serde_json::from_slice::<Value>(bytes).is_err());
        is_bare(&text(bytes));
    }
    let call = Call::new();
    let text = text(b"{\"a\":}");
    let error = Input::envelope(&call, &text).unwrap_err();
    assert_eq!(error.message(), "at byte 5, `/a`: this is not JSON");
}

#[test]
fn what_is_no_json_is_an_error_that_says_where() {
    let call = Call::new();
    for text in [
        "",
        "{",
        "{}x",
        &with("op", "quote"),
        &with("payload", "[1,]"),
    ] {
        let error = call.read_json(text).unwrap_err();
        assert_eq!(call.input(text).unwrap_err(), error, "{text}");
        assert_eq!(Input::bare(&call, text).unwrap_err(), error, "{text}");
        assert_eq!(Input::envelope(&call, text).unwrap_err(), error, "{text}");
    }
}

#[test]
fn settings_are_taken_out_once_and_only_where_both_are_there_alone() {
    let call = Call::new();
    for (text, payload, config) in [
        (r#"{"config":1,"input":2}"#, "2", Some("1")),
        (r#"{"input":null,"config":{}}"#, "null", Some("{}")),
        (
            r#"{"config":1,"input":{"config":2,"input":3}}"#,
            r#"{"config":2,"input":3}"#,
            Some("1"),
        ),
        (r#"{"config":1}"#, r#"{"config":1}"#, None),
        (r#"{"input":1}"#, r#"{"input":1}"#, None),
        (
            r#"{"config":1,"input":2,"a":3}"#,
            r#"{"config":1,"input":2,"a":3}"#,
            None,
        ),
        (
            r#"{"config":1,"input":2,"input":3}"#,
            r#"{"config":1,"input":2,"input":3}"#,
            None,
        ),
        (r#"["config","input"]"#, r#"["config","input"]"#, None),
        (r#""config""#, r#""config""#, None),
    ] {
        let envelope = with("payload", &format!("{:?}", text.as_bytes()));
        for sent in [text, &envelope] {
            let input = call.input(sent).unwrap();
            assert_eq!(input.payload().text(), payload, "{sent}");
            assert_eq!(input.config().map(|config| config.text()), config, "{sent}");
            assert_eq!(input.whole().text(), text, "{sent}");
        }
    }
    // What an envelope has in it is looked at no further.
    let inner = with("", "");
    let outer = with("payload", &format!("{:?}", inner.as_bytes()));
    assert_eq!(call.input(&outer).unwrap().payload().text(), inner);
}

#[test]
fn a_payload_is_as_deep_as_any_document() {
    let call = Call::new();
    for depth in [60, 63, 64, 127, 128, 1000] {
        let text = "[".repeat(depth) + &"]".repeat(depth);
        let envelope = with("payload", &format!("{:?}", text.as_bytes()));
        let input = call.input(&envelope).unwrap();
        assert_eq!(
            input.context().is_some(),
            call.read_json(&text).is_ok(),
            "{depth}"
        );
    }
}
