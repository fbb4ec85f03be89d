//! One message as a client sent it, told apart before the SDK sees it.
//!
//! The SDK drops what it cannot read. Here a request that is wrong gets its error
//! under its own identifier, as JSON-RPC 2.0 (section 5) wants it, and what must not
//! be answered is dropped: notifications (section 4.1) and answers, however wrong
//! they are. So no two servers can keep each other busy.

use rmcp::model::{
    ClientJsonRpcMessage, ClientRequest, ErrorData, GetMeta as _, JsonRpcMessage, ProtocolVersion,
    ServerResult,
};
use serde::Serialize;
use serde_json::value::RawValue;
use serde_json::{Map, Value, json};

use crate::envelope::Envelope;
use crate::{parameters, revision};

/// A message, by the answer that it needs.
#[derive(Debug)]
pub(crate) enum Message {
    Request(Request),
    Notification {
        method: String,
        params: Option<Value>,
    },
    /// An answer to one of our requests, as a whole.
    Answer(Value),
    /// Several messages, each as it was sent.
    Batch(Vec<Box<RawValue>>),
    /// A message that is answered with an error.
    Wrong(Wrong),
    /// A message that must not be answered and has no effect.
    Nothing,
}

/// A request whose parts are what they have to be.
#[derive(Debug)]
pub(crate) struct Request {
    /// The JSON text of a string or whole number.
    pub(crate) id: String,
    pub(crate) method: String,
    pub(crate) params: Option<Value>,
}

/// An error, and the JSON text of the identifier of what it answers.
#[derive(Debug)]
pub(crate) struct Wrong {
    pub(crate) id: String,
    pub(crate) error: ErrorData,
}

/// The identifier of an answer to what has none that can be read (JSON-RPC 2.0,
/// section 5).
const NO_ID: &str = "null";

impl Message {
    /// Reads one message, with at most so many values in its parameters.
    pub(crate) fn read(bytes: &[u8], most_values: usize) -> Self {
        // RFC 8259, section 8.1 allows to ignore it.
        let bytes = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes);
        let bytes = bytes.trim_ascii();
        if bytes.is_empty() {
            return Self::Nothing;
        }
        let Ok(text) = std::str::from_utf8(bytes) else {
            return Self::wrong(
                NO_ID,
                ErrorData::parse_error("the message is not UTF-8", None),
            );
        };
        if bytes[0] == b'[' {
            return match serde_json::from_str::<Vec<Box<RawValue>>>(text) {
                Ok(messages) if messages.is_empty() => invalid(NO_ID, "the batch is empty"),
                Ok(messages) => Self::Batch(messages),
                Err(error) => unparsed(&error),
            };
        }
        match serde_json::from_str::<Envelope<'_>>(text) {
            Ok(envelope) => envelope.read(most_values),
            Err(error) if error.is_data() => invalid(NO_ID, "the message is not a JSON object"),
            Err(error) => unparsed(&error),
        }
    }

    fn wrong(id: &str, error: ErrorData) -> Self {
        let id = id.to_owned();
        Self::Wrong(Wrong { id, error })
    }
}

impl Request {
    /// The request in the terms of the SDK, under a number.
    ///
    /// # Errors
    ///
    /// The SDK cannot read it.
    pub(crate) fn typed(self, id: i64) -> Result<ClientJsonRpcMessage, ErrorData> {
        let mut message = json!({ "jsonrpc": "2.0", "id": id, "method": self.method });
        if let Some(params) = self.params {
            message["params"] = params;
        }
        serde_json::from_value(message)
            .map_err(|_| ErrorData::invalid_request("this is not a request of the protocol", None))
    }
}

impl Envelope<'_> {
    fn read(self, most_values: usize) -> Message {
        let id = self.id.map(RawValue::get);
        let Some(method) = self.method else {
            return self.without_method(id);
        };
        let Some(id) = id else {
            return self.notification(method, most_values);
        };
        if !is_id(id) {
            return invalid(NO_ID, "the `id` of a request is a string or a whole number");
        }
        if !self.is_of_version_2() {
            return invalid(id, "`jsonrpc` is not \"2.0\"");
        }
        if self.result.is_some() || self.error.is_some() {
            return invalid(id, "a request has neither `result` nor `error`");
        }
        let Ok(method) = serde_json::from_str::<String>(method.get()) else {
            return invalid(id, "`method` is not a text");
        };
        match params(self.params, most_values) {
            Ok(params) => {
                // The SDK takes it for a method that it does not know.
                let problem = (method == "initialize")
                    .then(|| parameters::of_initialize(params.as_ref()))
                    .flatten();
                if let Some(problem) = problem {
                    return Message::wrong(id, ErrorData::invalid_params(problem, None));
                }
                let id = id.to_owned();
                Message::Request(Request { id, method, params })
            }
            Err(problem) => Message::wrong(id, ErrorData::invalid_params(problem, None)),
        }
    }

    fn is_of_version_2(&self) -> bool {
        let version = self.jsonrpc.map(RawValue::get);
        version
            .and_then(|text| serde_json::from_str::<String>(text).ok())
            .as_deref()
            == Some("2.0")
    }

    fn notification(self, method: &RawValue, most_values: usize) -> Message {
        let method = serde_json::from_str::<String>(method.get());
        match (method, params(self.params, most_values)) {
            (Ok(method), Ok(params)) if self.is_of_version_2() => {
                Message::Notification { method, params }
            }
            _ => Message::Nothing,
        }
    }

    fn without_method(self, id: Option<&str>) -> Message {
        let (name, body) = match (self.result, self.error) {
            (None, None) => {
                let id = id.filter(|id| is_id(id)).unwrap_or(NO_ID);
                return invalid(
                    id,
                    "the message has no `method`, no `result` and no `error`",
                );
            }
            (Some(_), Some(_)) => return Message::Nothing,
            (Some(result), None) => ("result", result),
            (None, Some(error)) => ("error", error),
        };
        let id = id.filter(|id| is_id(id));
        let id = id.and_then(|id| serde_json::from_str::<Value>(id).ok());
        match (id, serde_json::from_str::<Value>(body.get())) {
            (Some(id), Ok(body)) => {
                Message::Answer(json!({ "jsonrpc": "2.0", "id": id, name: body }))
            }
            _ => Message::Nothing,
        }
    }
}

fn invalid(id: &str, problem: &'static str) -> Message {
    Message::wrong(id, ErrorData::invalid_request(problem, None))
}

fn unparsed(error: &serde_json::Error) -> Message {
    Message::wrong(
        NO_ID,
        ErrorData::parse_error(format!("the message is not JSON: {error}"), None),
    )
}

/// Returns whether a JSON text is a string or a whole number, of any size and in any
/// notation ("Requests" in the base protocol of all revisions).
fn is_id(text: &str) -> bool {
    match text.as_bytes().first() {
        Some(b'"') => true,
        Some(b'-' | b'0'..=b'9') => text
            .parse::<f64>()
            .is_ok_and(|number| number.is_finite() && number.fract() == 0.0),
        _ => false,
    }
}

/// Reads the parameters of a message. Members that are null are left out: clients
/// write so what they leave out.
fn params(raw: Option<&RawValue>, most_values: usize) -> Result<Option<Value>, String> {
    let Some(raw) = raw.map(RawValue::get).filter(|text| *text != "null") else {
        return Ok(None);
    };
    if values(raw) > most_values {
        return Err(format!("`params` has more than {most_values} values"));
    }
    match serde_json::from_str::<Value>(raw) {
        Ok(Value::Object(mut members)) => {
            without_nulls(&mut members);
            if let Some(Value::Object(meta)) = members.get_mut("_meta") {
                without_nulls(meta);
            }
            Ok(Some(Value::Object(members)))
        }
        Ok(_) => Err("`params` is not a JSON object".to_owned()),
        Err(error) => Err(format!("`params` cannot be read: {error}")),
    }
}

fn without_nulls(members: &mut Map<String, Value>) {
    members.retain(|_, value| !value.is_null());
}

/// Counts the values of a JSON text, from above.
fn values(text: &str) -> usize {
    let (mut values, mut quoted, mut escaped) = (1_usize, false, false);
    for byte in text.bytes() {
        match byte {
            _ if escaped => escaped = false,
            b'\\' if quoted => escaped = true,
            b'"' => quoted = !quoted,
            b',' | b'[' | b'{' if !quoted => values += 1,
            _ => {}
        }
    }
    values
}

/// Tells whether the SDK takes other messages than requests after this one: it chooses
/// a lifecycle then (see its `serve_server_with_ct`).
pub(crate) fn begins(message: &ClientJsonRpcMessage) -> bool {
    let JsonRpcMessage::Request(request) = message else {
        return false;
    };
    match &request.request {
        ClientRequest::InitializeRequest(_) => true,
        ClientRequest::PingRequest(_) | ClientRequest::DiscoverRequest(_) => false,
        other => {
            let meta = other.get_meta();
            let version = meta.protocol_version();
            meta.missing_required_keys(&revision::V2026_07_28)
                .is_empty()
                && version.is_some_and(|version| ProtocolVersion::KNOWN_VERSIONS.contains(&version))
        }
    }
}

/// Writes the JSON text of an identifier as others that mean the same are.
pub(crate) fn same_id(id: &str) -> String {
    match serde_json::from_str::<String>(id) {
        Ok(text) => json!(text).to_string(),
        Err(_) => id.to_owned(),
    }
}

/// Returns the text of an answer, on one line.
pub(crate) fn text(id: &str, answer: Result<&ServerResult, &ErrorData>) -> String {
    fn member(name: &str, id: &str, value: &impl Serialize) -> Option<String> {
        let value = serde_json::to_string(value).ok()?;
        Some(format!(r#"{{"jsonrpc":"2.0","id":{id},"{name}":{value}}}"#))
    }
    let line = match answer {
        Ok(result) => member("result", id, result),
        Err(error) => member("error", id, error),
    };
    line.unwrap_or_else(|| {
        format!(r#"{{"jsonrpc":"2.0","id":{id},"error":{{"code":-32603,"message":"the answer cannot be written"}}}}"#)
    })
}
