//! The worker `{name}`.

#![cfg_attr(target_family = "wasm", no_std)]
#![forbid(unsafe_code)]

use greentic_guest::json;
use greentic_guest::prelude::*;
use greentic_guest::worker::v1_0::{WorkerError, WorkerMessage, WorkerRequest, WorkerResponse};

greentic_guest::component! {
    export worker::v1_0 { exec: exec },
{imports}}

/// Counts the words of a text: `{"text":"to be"}` becomes the message `count` with
/// `{"words":2}`.
fn exec<'a>(
    call: &'a Call,
    request: &'a WorkerRequest<'a>,
) -> Result<WorkerResponse<'a>, WorkerError<'a>> {
    let [text] = call.json_fields(request.payload_json.get(), ["text"])?;
    let words = text.str()?.split_ascii_whitespace().count();
    let message = WorkerMessage {
        kind: "count".into(),
        payload_json: json!(call, {"words": words as u32}).into(),
    };
    Ok(WorkerResponse {
        version: request.version,
        tenant: request.tenant,
        worker_id: request.worker_id,
        correlation_id: request.correlation_id,
        session_id: request.session_id,
        thread_id: request.thread_id,
        messages: call.keep([message]).into(),
        timestamp_utc: request.timestamp_utc,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_counted() {
        let call = Call::new();
        let request = WorkerRequest {
            payload_json: r#"{"text":"to be or not to be"}"#.into(),
            ..WorkerRequest::default()
        };
        let response = exec(&call, &request).unwrap();
        assert_eq!(response.messages[0].payload_json.get(), r#"{"words":6}"#);
    }

    #[test]
    fn a_payload_that_does_not_fit_is_refused() {
        let (call, request) = (Call::new(), WorkerRequest::default());
        assert_eq!(exec(&call, &request).unwrap_err().code.get(), "bad-json");
    }
}
