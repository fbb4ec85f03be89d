//! The example `worker-json` with serde's derives in place of its own JSON.

#![cfg_attr(target_family = "wasm", no_std)]
#![forbid(unsafe_code)]

#[path = "../example/count.rs"]
mod count;
#[cfg(test)]
#[path = "../shared/harmful.rs"]
mod harmful;
#[cfg(test)]
#[path = "../example/tests.rs"]
mod tests;

use greentic_guest::Call;
use greentic_guest::json::JsonError;
use greentic_guest::worker::v1_0::{
    Guest, WorkerError, WorkerMessage, WorkerRequest, WorkerResponse,
};
use serde::{Deserialize, Serialize};

use count::Count;

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

/// The payload of a request.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Payload<'a> {
    text: &'a str,
}

/// The payload of the message `count`.
#[derive(Serialize)]
struct Counted {
    words: u32,
    letters: u32,
}

/// The payload of the message `longest`.
#[derive(Serialize)]
struct Longest<'a> {
    word: &'a str,
}

/// The text of a payload.
fn text<'a>(call: &'a Call, payload: &'a str) -> Result<&'a str, JsonError<'a>> {
    Ok(call.from_json::<Payload<'a>>(payload)?.text)
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
