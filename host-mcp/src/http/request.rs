//! Requests as they come in, read before the SDK sees them.

use std::time::Duration;

use bytes::Bytes;
use http::{Request, StatusCode, header};
use http_body_util::{BodyExt as _, Full, LengthLimitError, Limited};
use hyper::body::{Body as _, Incoming};
use rmcp::model::ErrorData;
use serde_json::{Value, json};

use crate::message::{Message, Wrong};
use crate::options::Options;

/// A request whose body has been read.
pub(super) struct Read {
    pub(super) request: Request<Full<Bytes>>,
    pub(super) is_initialize: bool,
}

/// The reason why a request is not handed on.
pub(super) struct Refused {
    pub(super) status: StatusCode,
    /// The answer of JSON-RPC.
    pub(super) wrong: Option<Wrong>,
}

impl Refused {
    fn plain(status: StatusCode) -> Self {
        Self {
            status,
            wrong: None,
        }
    }

    /// An error that is not of a request with an identifier.
    pub(super) fn because(status: StatusCode, message: &'static str) -> Self {
        let id = "null".to_owned();
        let error = ErrorData::internal_error(message, None);
        Self {
            status,
            wrong: Some(Wrong { id, error }),
        }
    }
}

/// Reads the message of a `POST`, of bounded size and in bounded time.
pub(super) async fn read(
    request: Request<Incoming>,
    options: &Options,
    patience: Duration,
) -> Result<Read, Refused> {
    let (mut parts, body) = request.into_parts();
    let most = options.message_bytes;
    if body.size_hint().lower() > most as u64 {
        return Err(Refused::plain(StatusCode::PAYLOAD_TOO_LARGE));
    }
    let body = Limited::new(body, most).collect();
    let body = match tokio::time::timeout(patience, body).await {
        Err(_) => return Err(Refused::plain(StatusCode::REQUEST_TIMEOUT)),
        Ok(Err(error)) if error.is::<LengthLimitError>() => {
            return Err(Refused::plain(StatusCode::PAYLOAD_TOO_LARGE));
        }
        Ok(Err(_)) => return Err(Refused::plain(StatusCode::BAD_REQUEST)),
        Ok(Ok(body)) => body.to_bytes(),
    };
    let mut is_initialize = false;
    let message = match Message::read(&body, options.message_values) {
        Message::Request(request) => {
            is_initialize = request.method == "initialize";
            message(Some(&request.id), &request.method, request.params)
        }
        Message::Notification { method, params } => message(None, &method, params),
        Message::Answer(answer) => answer.to_string(),
        // "If the server cannot accept the input, it MUST return an HTTP error
        // status code" ("Sending Messages to the Server").
        Message::Wrong(wrong) => {
            return Err(Refused {
                status: StatusCode::BAD_REQUEST,
                wrong: Some(wrong),
            });
        }
        Message::Batch(_) => {
            return Err(Refused::because(
                StatusCode::BAD_REQUEST,
                "batches are not served over HTTP",
            ));
        }
        Message::Nothing => return Err(Refused::plain(StatusCode::BAD_REQUEST)),
    };
    // It was of the message as it came.
    parts.headers.remove(header::CONTENT_LENGTH);
    parts.headers.remove(header::TRANSFER_ENCODING);
    Ok(Read {
        request: Request::from_parts(parts, Full::new(Bytes::from(message))),
        is_initialize,
    })
}

/// The message again, without what was null in it.
fn message(id: Option<&str>, method: &str, params: Option<Value>) -> String {
    let method = json!(method);
    let params = params.map_or_else(String::new, |params| format!(r#","params":{params}"#));
    let id = id.map_or_else(String::new, |id| format!(r#""id":{id},"#));
    format!(r#"{{"jsonrpc":"2.0",{id}"method":{method}{params}}}"#)
}
