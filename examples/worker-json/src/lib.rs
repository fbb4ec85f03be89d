//! A worker whose requests and messages carry JSON: it counts the words of a
//! text.

#![cfg_attr(target_family = "wasm", no_std)]
#![forbid(unsafe_code)]

mod count;
#[cfg(test)]
#[path = "../shared/harmful.rs"]
mod harmful;
#[cfg(test)]
mod tests;

use greentic_guest::json::JsonError;
use greentic_guest::worker::v1_0::{
    Guest, WorkerError, WorkerMessage, WorkerRequest, WorkerResponse,
};
use greentic_guest::{Call, json};

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
fn text<'a>(call: &'a Call, payload: &'a str) -> Result<&'a str, JsonError<'a>> {
    let [text] = call.json_fields(payload, ["text"])?;
    text.str()
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
