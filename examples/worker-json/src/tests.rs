use super::*;
use crate::harmful::harmful;
use serde_json::{Value, json};

fn request(payload: &str) -> WorkerRequest<'_> {
    WorkerRequest {
        version: VERSION.into(),
        worker_id: "words".into(),
        correlation_id: Some("c".into()).into(),
        thread_id: Some("t".into()).into(),
        payload_json: payload.into(),
        timestamp_utc: "2025-01-01T00:00:00Z".into(),
        ..WorkerRequest::default()
    }
}

/// The payloads of both messages.
fn answer(payload: &str) -> Result<[Value; 2], String> {
    let call = Call::new();
    let request = request(payload);
    let response = Words::exec(&call, &request).map_err(|error| error.code.to_string())?;
    let [count, longest] = &*response.messages else {
        panic!("not two messages: {response:?}");
    };
    assert_eq!((&*count.kind, &*longest.kind), ("count", "longest"));
    Ok([count, longest]
        .map(|message| serde_json::from_str(&message.payload_json).expect("the payload is JSON")))
}

#[test]
fn counts_words() {
    for (text, words, letters, longest) in [
        ("", 0, 0, ""),
        (" \n\t", 0, 0, ""),
        ("one", 1, 3, "one"),
        ("to be or not", 4, 9, "not"),
        ("größer \u{1f30d}\u{1f30d} \"q\\\"", 3, 12, "größer"),
        ("a\nb\u{1}", 2, 3, "b\u{1}"),
    ] {
        let due = [
            json!({ "words": words, "letters": letters }),
            json!({ "word": longest }),
        ];
        assert_eq!(
            answer(&json!({ "text": text }).to_string()),
            Ok(due),
            "{text:?}"
        );
    }
    // Escapes that writers need not use, and readers must know.
    let answer = answer(r#"{"text":"\ud83c\udf0d\/\u0041"}"#).expect("an answer");
    assert_eq!(answer[1], json!({ "word": "\u{1f30d}/A" }));
}

#[test]
fn refuses_other_payloads() {
    for payload in [
        "",
        "{}",
        "null",
        "[]",
        r#""text""#,
        r#"{"text":1}"#,
        r#"{"text":null}"#,
        r#"{"text":"a","more":1}"#,
        r#"{"text":"a"} b"#,
        r#"{"text":"\ud83c"}"#,
        r#"{"text":"\x"}"#,
        r#"{"text":"a"#,
        "{\"text\":\"\u{1}\"}",
    ] {
        assert_eq!(answer(payload), Err("bad-payload".to_owned()), "{payload}");
    }
}

#[test]
fn refuses_other_versions() {
    let call = Call::new();
    for version in ["", "1", "1.1", "1.00"] {
        let request = WorkerRequest {
            version: version.into(),
            ..request(r#"{"text":""}"#)
        };
        let error = Words::exec(&call, &request).expect_err("an answer");
        assert_eq!(&*error.code, "unknown-version");
    }
}

#[test]
fn hands_back_what_ties_the_answer_to_the_request() {
    let call = Call::new();
    let request = request(r#"{"text":""}"#);
    let response = Words::exec(&call, &request).expect("an answer");
    assert_eq!(response.tenant, request.tenant);
    assert_eq!(response.worker_id, request.worker_id);
    assert_eq!(response.correlation_id, request.correlation_id);
    assert_eq!(response.session_id, request.session_id);
    assert_eq!(response.thread_id, request.thread_id);
    assert_eq!(response.timestamp_utc, request.timestamp_utc);
}

#[test]
fn nothing_that_is_sent_stops_it() {
    for payload in harmful("text") {
        let short = payload.chars().take(50).collect::<String>();
        match answer(&payload) {
            Ok([count, _]) => assert!(payload.starts_with("{\"text\":\""), "{short}: {count}"),
            Err(code) => assert_eq!(code, "bad-payload", "{short}"),
        }
    }
}
