//! Answers of components, as the platform reads them.

use std::fmt::Write;

use greentic_host_shim::NodeError;
use serde_json::{Value, json};

use crate::cbor::{as_runners_read, to_json};
use crate::{Error, Interface, Runner};

/// The answer to a call.
#[derive(Clone, Debug, PartialEq)]
pub struct Answer {
    /// The interface that gave it.
    pub interface: Interface,
    /// The output, or the error of the component.
    pub result: Result<Output, NodeError>,
    /// The CBOR that came beside the output: the metadata of a node of 0.6, or the new
    /// state of `component-runtime`.
    pub beside: Option<Vec<u8>>,
}

/// An output.
#[derive(Clone, Debug, PartialEq)]
pub enum Output {
    /// A text, which mostly is JSON.
    Text(String),
    /// CBOR.
    Cbor(Vec<u8>),
    /// A value that a runner has read.
    Json(Value),
}

impl Output {
    /// Returns the output as a text: JSON where it was CBOR.
    ///
    /// # Errors
    ///
    /// [`Error::Cbor`] if it is to be CBOR and is not.
    pub fn text(&self) -> Result<String, Error> {
        match self {
            Self::Text(text) => Ok(text.clone()),
            Self::Json(value) => Ok(value.to_string()),
            Self::Cbor(bytes) => {
                let value = to_json(bytes).map_err(Error::cbor("the output"))?;
                Ok(value.to_string())
            }
        }
    }

    /// Returns the bytes as they came; those of the text where there are no others.
    #[must_use]
    pub fn bytes(&self) -> Vec<u8> {
        match self {
            Self::Text(text) => text.clone().into_bytes(),
            Self::Json(value) => value.to_string().into_bytes(),
            Self::Cbor(bytes) => bytes.clone(),
        }
    }
}

/// The code of an answer of a node of 0.6 that is not ok, as the runners have it.
pub const FAILED: &str = "COMPONENT_INVOCATION_FAILED";

/// Makes a text of CBOR.
pub(super) type Reading = fn(&[u8]) -> String;

impl Answer {
    /// Returns the answer as a runner understands it: what is JSON becomes that, all
    /// else a text; an object that says `"ok": false`, and from runner 1.2 on one that
    /// has an `error` and no `result`, is an error.
    ///
    /// # Errors
    ///
    /// [`Error::Unread`] for the output of `component-runtime`, if it is not what runners
    /// take for CBOR.
    pub fn as_read_by(self, runner: Runner) -> Result<Self, Error> {
        let Self {
            interface,
            result,
            beside,
        } = self;
        let value = match result {
            Err(error) => {
                return Ok(Self {
                    interface,
                    result: Err(error),
                    beside,
                });
            }
            Ok(Output::Json(value)) => value,
            Ok(Output::Text(text)) => json_of(text),
            Ok(Output::Cbor(bytes)) if interface == Interface::Runtime06 => {
                as_runners_read(&bytes).ok_or(Error::Unread { runner })?
            }
            Ok(Output::Cbor(bytes)) => json_of(as_runner_text(&bytes)),
        };
        let result = match error(&value, runner) {
            Some((code, message)) => Err(failure(&code, message)),
            None => Ok(Output::Json(value)),
        };
        Ok(Self {
            interface,
            result,
            beside,
        })
    }
}

/// JSON, or a text as a text of JSON; an empty one is null.
fn json_of(text: String) -> Value {
    if text.is_empty() {
        return Value::Null;
    }
    serde_json::from_str(&text).unwrap_or(Value::String(text))
}

pub(super) fn failure(code: &str, message: String) -> NodeError {
    NodeError {
        code: code.to_owned(),
        message,
        retryable: false,
        backoff_ms: None,
        details: None,
    }
}

/// CBOR as JSON, or what can be read of it as a text.
pub(super) fn readable(bytes: &[u8]) -> String {
    match to_json(bytes) {
        Ok(value) => value.to_string(),
        Err(_) => String::from_utf8_lossy(bytes).into_owned(),
    }
}

/// Returns CBOR as the text that runners make of it.
pub(super) fn as_runner_text(bytes: &[u8]) -> String {
    match as_runners_read(bytes) {
        Some(value) => value.to_string(),
        None => String::from_utf8_lossy(bytes).into_owned(),
    }
}

/// Code and message of an output that says that something failed.
fn error(value: &Value, runner: Runner) -> Option<(String, String)> {
    let object = value.as_object()?;
    let text = |error: &Value, field: &str, instead: &str| {
        let text = error.get(field).and_then(Value::as_str);
        text.unwrap_or(instead).to_owned()
    };
    let error = object.get("error").filter(|error| error.is_object())?;
    if object.get("ok") == Some(&json!(false)) {
        return Some((
            text(error, "code", "component_error"),
            text(error, "message", "component reported error"),
        ));
    }
    if runner == Runner::V0_4_60 || object.contains_key("result") {
        return None;
    }
    let mut message = text(error, "message", "tool returned an error");
    if let Some(status) = error.get("status").and_then(Value::as_u64) {
        // Writing to a string does not fail.
        let _ = write!(message, " (status {status})");
    }
    Some((text(error, "code", "tool_error"), message))
}
