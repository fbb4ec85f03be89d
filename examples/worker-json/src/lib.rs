//! A worker whose requests and messages carry JSON: it counts the words of a
//! text.

#![cfg_attr(target_family = "wasm", no_std)]
#![forbid(unsafe_code)]

use greentic_guest::text::slice;
use greentic_guest::worker::v1_0::{
    Guest, WorkerError, WorkerMessage, WorkerRequest, WorkerResponse,
};
use greentic_guest::{Call, json};

greentic_guest::component! {
    export worker::v1_0 => Words,
}

struct Words;

/// The form of requests and responses that this worker speaks.
const VERSION: &str = "1.0";

impl Guest for Words {
    fn exec<'a>(
        call: &'a Call,
        req: &'a WorkerRequest<'a>,
    ) -> Result<WorkerResponse<'a>, WorkerError<'a>> {
        if &*req.version != VERSION {
            let message = call.concat(&["version `", &req.version, "` is not 1.0"]);
            return Err(error("unknown-version", message));
        }
        let text = text(call, req.payload_json.get()).map_err(|_| {
            error(
                "bad-payload",
                "the payload is an object with one field, `text`, which is a string",
            )
        })?;
        let count = Count::of(text);
        let messages = call.keep([
            message(
                "count",
                json!(call, {"words": count.words, "letters": count.letters}),
            ),
            message("longest", json!(call, {"word": count.longest})),
        ]);
        Ok(WorkerResponse {
            version: VERSION.into(),
            tenant: req.tenant,
            worker_id: req.worker_id,
            correlation_id: req.correlation_id,
            session_id: req.session_id,
            thread_id: req.thread_id,
            messages: messages.into(),
            // A worker without a clock answers at the time of the question.
            timestamp_utc: req.timestamp_utc,
        })
    }
}

/// The text of a payload.
fn text<'a>(call: &'a Call, payload: &'a str) -> Result<&'a str, json::Error<'a>> {
    let [text] = call.json_fields(payload, ["text"])?;
    text.str()
}

/// What there is to say of a text.
#[derive(Default)]
struct Count<'a> {
    words: u32,
    letters: u32,
    /// The first of the words with the most letters; empty where there are none.
    longest: &'a str,
}

impl<'a> Count<'a> {
    fn of(text: &'a str) -> Self {
        let mut count = Self::default();
        let (mut start, mut letters, mut most) = (0, 0, 0);
        // A space behind the last word ends it like any other.
        for (at, byte) in text.bytes().chain([b' ']).enumerate() {
            if !matches!(byte, b' ' | b'\t' | b'\r' | b'\n') {
                // What follows the first byte of a character starts with the bits 10.
                letters += u32::from(byte >> 6 != 0b10);
                continue;
            }
            count.words += u32::from(letters > 0);
            count.letters += letters;
            if letters > most {
                most = letters;
                count.longest = slice(text, start, at);
            }
            (start, letters) = (at + 1, 0);
        }
        count
    }
}

fn message<'a>(kind: &'a str, payload: &'a str) -> WorkerMessage<'a> {
    WorkerMessage {
        kind: kind.into(),
        payload_json: payload.into(),
    }
}

fn error<'a>(code: &'a str, message: &'a str) -> WorkerError<'a> {
    WorkerError {
        code: code.into(),
        message: message.into(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
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
        Ok([count, longest].map(|message| {
            serde_json::from_str(&message.payload_json).expect("the payload is JSON")
        }))
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

    /// JSON that is deep, long or odd, as anybody may send it.
    fn harmful() -> Vec<String> {
        let brackets = ["[", "{\"a\":", "[{\"\":", "[[],"].map(|part| part.repeat(100_000));
        let long = ["1", "\\n", "\\ud83c\\udf0d", "\\u0000", "é"]
            .map(|part| format!("{{\"text\":\"{}\"}}", part.repeat(100_000)));
        let digits = ["1", "-1e", "0.", "1e-"]
            .map(|start| format!("{{\"text\":{start}{}}}", "9".repeat(1_000_000)));
        let deep = brackets
            .clone()
            .map(|text| format!("{{\"text\":1,\"more\":{text}"));
        let odd = [
            "\0",
            "\u{feff}{}",
            "{\"\\ud800\":1}",
            "{}{}",
            "[]]",
            "\"",
            "{",
            "nul",
        ];
        let odd = odd.map(str::to_owned);
        [
            brackets.to_vec(),
            long.to_vec(),
            digits.to_vec(),
            deep.to_vec(),
            odd.to_vec(),
        ]
        .concat()
    }

    #[test]
    fn nothing_that_is_sent_stops_it() {
        for payload in harmful() {
            let short = payload.chars().take(50).collect::<String>();
            match answer(&payload) {
                Ok([count, _]) => assert!(payload.starts_with("{\"text\":\""), "{short}: {count}"),
                Err(code) => assert_eq!(code, "bad-payload", "{short}"),
            }
        }
    }
}
