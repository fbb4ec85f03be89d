//! The form of `answers.toml` as it is written, before the keys are matched with the
//! calls.

use std::collections::BTreeMap;
use std::fmt;

use serde::de::value::MapAccessDeserializer;
use serde::de::{MapAccess, Visitor};
use serde::{Deserialize, Deserializer};

use super::{Answer, Call, Event, NodeError, Outcome, Secret};

/// The file as it is written. Keys are matched with calls later, with better messages than
/// serde could give.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct WrittenFile {
    #[serde(default)]
    pub(super) answer: Vec<WrittenAnswer>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct WrittenAnswer {
    pub(super) call: WrittenCall,
    op: Option<String>,
    input: Option<String>,
    reason: Option<String>,
    #[serde(default)]
    secrets: BTreeMap<String, WrittenSecret>,
    ok: Option<String>,
    error: Option<WrittenError>,
    events: Option<Vec<Event>>,
    arguments: Option<Vec<String>>,
    host: Option<BTreeMap<String, String>>,
    result: Option<String>,
}

#[derive(Clone, Deserialize)]
#[serde(try_from = "String")]
pub(super) enum WrittenCall {
    Describe,
    Manifest,
    Start,
    Stop,
    Invoke,
    Stream,
    Function(String),
}

impl TryFrom<String> for WrittenCall {
    type Error = String;

    fn try_from(name: String) -> Result<Self, String> {
        Ok(match name.as_str() {
            "describe" => Self::Describe,
            "manifest" => Self::Manifest,
            "start" => Self::Start,
            "stop" => Self::Stop,
            "invoke" => Self::Invoke,
            "stream" => Self::Stream,
            _ if name.contains('#') => Self::Function(name),
            _ => {
                return Err(format!(
                    "unknown call `{name}`, expected `describe`, `manifest`, `start`, `stop`, `invoke`, `stream` or `INTERFACE#FUNCTION`"
                ));
            }
        })
    }
}

impl WrittenCall {
    pub(super) fn name(&self) -> &str {
        match self {
            Self::Describe => "describe",
            Self::Manifest => "manifest",
            Self::Start => "start",
            Self::Stop => "stop",
            Self::Invoke => "invoke",
            Self::Stream => "stream",
            Self::Function(name) => name,
        }
    }
}

impl WrittenAnswer {
    pub(super) fn into_answer(mut self) -> Result<Answer, String> {
        let call = match self.call.clone() {
            WrittenCall::Function(name) => Call::Function {
                name,
                arguments: self.arguments.take().unwrap_or_default(),
            },
            WrittenCall::Describe => Call::Describe,
            WrittenCall::Manifest => Call::Manifest,
            WrittenCall::Start => Call::Start,
            WrittenCall::Stop => Call::Stop {
                reason: required("reason", &mut self.reason)?,
            },
            WrittenCall::Invoke => Call::Invoke {
                op: required("op", &mut self.op)?,
                input: required("input", &mut self.input)?,
            },
            WrittenCall::Stream => Call::Stream {
                op: required("op", &mut self.op)?,
                input: required("input", &mut self.input)?,
            },
        };
        let expected = self.expected()?;
        // The call does not take the keys that are left.
        for (key, left) in [
            ("op", self.op.is_some()),
            ("input", self.input.is_some()),
            ("reason", self.reason.is_some()),
            ("ok", self.ok.is_some()),
            ("error", self.error.is_some()),
            ("events", self.events.is_some()),
            ("arguments", self.arguments.is_some()),
            ("result", self.result.is_some()),
            (
                "secrets",
                matches!(call, Call::Function { .. }) && !self.secrets.is_empty(),
            ),
        ] {
            if left {
                return Err(format!(
                    "has `{key}`, which does not go with it; leave it out"
                ));
            }
        }
        let host = self.host.take().unwrap_or_default();
        if !host.is_empty() && !self.secrets.is_empty() {
            return Err("has `host` and `secrets`; with `host` it is \
                 \"greentic:secrets-store/secrets-store@1.0.0#get\" there that answers"
                .to_owned());
        }
        Ok(Answer {
            call,
            host,
            secrets: self
                .secrets
                .into_iter()
                .map(|(key, secret)| (key, secret.0))
                .collect(),
            expected,
        })
    }

    /// Takes the answer that must come back.
    fn expected(&mut self) -> Result<Outcome, String> {
        let fallible = match self.call.clone() {
            // Only the type of the function tells whether there is a result.
            WrittenCall::Function(_) => return Ok(Outcome::Result(self.result.take())),
            WrittenCall::Stream => {
                return required("events", &mut self.events).map(Outcome::Events);
            }
            WrittenCall::Describe | WrittenCall::Manifest => {
                return required("ok", &mut self.ok).map(Outcome::Ok);
            }
            call @ (WrittenCall::Start | WrittenCall::Stop | WrittenCall::Invoke) => call,
        };
        match (self.ok.take(), self.error.take()) {
            (Some(_), Some(_)) => Err(
                "has both `ok` and `error`; leave one out, because it ends in one way".to_owned(),
            ),
            (None, None) => Err(
                "lacks `ok` or `error`; write what must come back".to_owned(),
            ),
            (Some(text), None) => match fallible {
                WrittenCall::Start | WrittenCall::Stop if text != "ok" => Err(format!(
                    "has `ok = {text:?}`; life cycle hooks only know the status \"ok\", so write \
                     that, or `error`"
                )),
                _ => Ok(Outcome::Ok(text)),
            },
            (None, Some(WrittenError::Node(error))) => match fallible {
                WrittenCall::Invoke => Ok(Outcome::Error(error)),
                _ => Err(
                    "has an `error` with a code; life cycle errors are a text, so write `error = \
                     \"..\"`"
                        .to_owned(),
                ),
            },
            (None, Some(WrittenError::Text(error))) => match fallible {
                WrittenCall::Invoke => Err(
                    "has a text as `error`; write { code = \"..\", message = \"..\", retryable = false }"
                        .to_owned(),
                ),
                _ => Ok(Outcome::Refused(error)),
            },
        }
    }
}

fn required<T>(key: &str, value: &mut Option<T>) -> Result<T, String> {
    value
        .take()
        .ok_or_else(|| format!("lacks `{key}`; write it below the call"))
}

/// A text, or a table with one of the keys of [`SecretTable`].
struct WrittenSecret(Secret);

#[derive(Deserialize)]
#[serde(deny_unknown_fields, expecting = "`bytes` or `denied`")]
struct SecretTable {
    bytes: Option<Vec<u8>>,
    denied: Option<bool>,
}

impl<'de> Deserialize<'de> for WrittenSecret {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let secret = deserializer.deserialize_any(TextOrTable {
            expecting: "a text, { bytes = [..] } or { denied = true }",
            text: |text| Secret::Bytes(text.into_bytes()),
            table: |table: SecretTable| match (table.bytes, table.denied) {
                (Some(bytes), None) => Ok(Secret::Bytes(bytes)),
                (None, Some(true)) => Ok(Secret::Denied),
                _ => Err("a secret has either `bytes` or `denied = true`"),
            },
        })?;
        Ok(Self(secret))
    }
}

/// The error of a life cycle hook or of an operation.
enum WrittenError {
    Text(String),
    Node(NodeError),
}

impl<'de> Deserialize<'de> for WrittenError {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(TextOrTable {
            expecting: "a text, or { code = \"..\", message = \"..\", retryable = .. }",
            text: Self::Text,
            table: |error| Ok(Self::Node(error)),
        })
    }
}

/// Reads a value that is written as a text or as a table. Unlike an untagged enum it tells
/// which key of the table is wrong.
struct TextOrTable<R, T> {
    expecting: &'static str,
    text: fn(String) -> R,
    table: fn(T) -> Result<R, &'static str>,
}

impl<'de, R, T: Deserialize<'de>> Visitor<'de> for TextOrTable<R, T> {
    type Value = R;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.expecting)
    }

    fn visit_str<E: serde::de::Error>(self, text: &str) -> Result<R, E> {
        Ok((self.text)(text.to_owned()))
    }

    fn visit_map<A: MapAccess<'de>>(self, map: A) -> Result<R, A::Error> {
        let table = T::deserialize(MapAccessDeserializer::new(map))?;
        (self.table)(table).map_err(serde::de::Error::custom)
    }
}
