//! The example `worker-json` with serde's derives in place of its own JSON.

#![cfg_attr(target_family = "wasm", no_std)]
#![forbid(unsafe_code)]

use greentic_guest::text::slice;
use greentic_guest::worker::v1_0::{
    Guest, WorkerError, WorkerMessage, WorkerRequest, WorkerResponse,
};
use greentic_guest::{Call, json};
use serde::{Deserialize, Serialize};

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
        let Count {
            words,
            letters,
            longest,
        } = count;
        let messages = call.keep([
            message(
                "count",
                call.to_json(&Counted { words, letters })
                    .unwrap_or_default(),
            ),
            message(
                "longest",
                call.to_json(&Longest { word: longest }).unwrap_or_default(),
            ),
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

/// What a request carries.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Payload<'a> {
    text: &'a str,
}

/// What the message `count` carries.
#[derive(Serialize)]
struct Counted {
    words: u32,
    letters: u32,
}

/// What the message `longest` carries.
#[derive(Serialize)]
struct Longest<'a> {
    word: &'a str,
}

/// The text of a payload.
fn text<'a>(call: &'a Call, payload: &'a str) -> Result<&'a str, json::Error<'a>> {
    Ok(call.from_json::<Payload<'a>>(payload)?.text)
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
}
