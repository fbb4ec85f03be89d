//! What a component answers when it is called: `answers.toml` beside its
//! `Cargo.toml`.
//!
//! The file is a list of calls, each with what must come back:
//!
//! ```toml
//! [[answer]]
//! call = "manifest"
//! ok = '{"name":"demo","version":"1.0.0"}'
//!
//! [[answer]]
//! call = "invoke"
//! op = "greet"
//! input = "Ada"
//! secrets = { GREETING = "Hello" }
//! ok = "Hello, Ada"
//!
//! [[answer]]
//! call = "invoke"
//! op = "greet"
//! input = "Ada"
//! secrets = { GREETING = { denied = true } }
//! error = { code = "secret-denied", message = "no", retryable = false }
//!
//! [[answer]]
//! call = "stream"
//! op = "greet"
//! input = "Ada"
//! secrets = { GREETING = { bytes = [0x48, 0x69] } }
//! events = [{ progress = 0 }, { data = "Hi, Ada" }, "done"]
//! ```
//!
//! | `call` | takes | must come back |
//! | --- | --- | --- |
//! | `describe` | | `ok` |
//! | `manifest` | | `ok` |
//! | `start` | | `ok = "ok"`, or `error`, a text |
//! | `stop` | `reason` | as for `start` |
//! | `invoke` | `op`, `input` | `ok`, or `error` with `code`, `message`, `retryable` and, where there are any, `backoff_ms` and `details` |
//! | `stream` | `op`, `input` | `events`: `{ data = ".." }`, `{ progress = 0 }`, `{ error = ".." }`, `"done"` |
//!
//! `secrets` goes with every call: a text, `{ bytes = [..] }` for what is no
//! text, or `{ denied = true }`. A secret that is not listed is not there.

use std::collections::BTreeMap;
use std::fmt;
use std::io;
use std::path::{Path, PathBuf};

use serde::de::value::MapAccessDeserializer;
use serde::de::{MapAccess, Visitor};
use serde::{Deserialize, Deserializer};

/// The declared answers of one component, in the order of the file.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Answers {
    /// The calls and what must come back; at least one.
    pub answers: Vec<Answer>,
}

/// One call and what must come back.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Answer {
    /// What is called.
    pub call: Call,
    /// The secrets that the component finds, by their key.
    pub secrets: BTreeMap<String, Secret>,
    /// What must come back.
    pub expected: Outcome,
}

/// A call to a component.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Call {
    /// `describe-json` of `describe-v1`.
    Describe,
    /// `get-manifest` of `node`.
    Manifest,
    /// `on-start` of `node`.
    Start,
    /// `on-stop` of `node`.
    Stop {
        /// Why the node is stopped.
        reason: String,
    },
    /// `invoke` of `node`.
    Invoke {
        /// Name of the operation.
        op: String,
        /// What it works on.
        input: String,
    },
    /// `invoke-stream` of `node`.
    Stream {
        /// Name of the operation.
        op: String,
        /// What it works on.
        input: String,
    },
}

/// A secret of the store that a component is run with.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Secret {
    /// The component may read these bytes.
    Bytes(Vec<u8>),
    /// The component may not read it.
    Denied,
}

/// What came back from a call.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Outcome {
    /// A text: a document, the output of an operation, or `ok` of a life cycle
    /// hook.
    Ok(String),
    /// The error of an operation.
    Error(NodeError),
    /// The error of a life cycle hook.
    Refused(String),
    /// The events of a stream.
    Events(Vec<Event>),
    /// Nothing came back, for this reason. Cannot be declared.
    Failed(String),
}

/// The error of an operation.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct NodeError {
    /// A short word that programs can match on.
    pub code: String,
    /// A sentence for people.
    pub message: String,
    /// Whether the same call can succeed later.
    pub retryable: bool,
    /// How many milliseconds to wait before trying again.
    pub backoff_ms: Option<u64>,
    /// More about the failure, as JSON.
    pub details: Option<String>,
}

/// An event of a stream.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Event {
    /// A part of the output.
    Data(String),
    /// How far the operation has come, in percent.
    Progress(u8),
    /// Nothing follows.
    Done,
    /// The operation failed.
    Error(String),
}

/// Why the declared answers cannot be used.
#[derive(Debug, thiserror::Error)]
pub enum AnswersError {
    /// The file cannot be read.
    #[error("{}: {error}", path.display())]
    File {
        /// The file.
        path: PathBuf,
        /// What the system said.
        error: io::Error,
    },
    /// The file is not TOML, or has keys or values that mean nothing.
    #[error("{}: {error}", path.display())]
    Syntax {
        /// The file.
        path: PathBuf,
        /// Where and what.
        error: Box<toml_edit::de::Error>,
    },
    /// The keys of an answer do not go together.
    #[error("{}: answer {number} (`{call}`) {problem}", path.display())]
    Answer {
        /// The file.
        path: PathBuf,
        /// Which answer, the first one being 1.
        number: usize,
        /// What it calls.
        call: &'static str,
        /// What is wrong.
        problem: String,
    },
}

impl Answers {
    /// Reads the file at `path`. `None` where there is no such file or no
    /// answer in it: nothing is declared then.
    ///
    /// # Errors
    /// When the file cannot be read, or is not as the module says.
    pub fn read(path: &Path) -> Result<Option<Self>, AnswersError> {
        match std::fs::read_to_string(path) {
            Ok(source) => {
                let answers = Self::parse(path, &source)?;
                Ok((!answers.answers.is_empty()).then_some(answers))
            }
            Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(None),
            Err(error) => Err(AnswersError::File {
                path: path.to_owned(),
                error,
            }),
        }
    }

    /// Parses the text of such a file; messages name it `path`.
    ///
    /// # Errors
    /// When the text is not as the module says.
    pub fn parse(path: &Path, source: &str) -> Result<Self, AnswersError> {
        let file: RawFile =
            toml_edit::de::from_str(source).map_err(|error| AnswersError::Syntax {
                path: path.to_owned(),
                error: Box::new(error),
            })?;
        let answers = file
            .answer
            .into_iter()
            .enumerate()
            .map(|(index, raw)| {
                let call = raw.call.name();
                raw.into_answer().map_err(|problem| AnswersError::Answer {
                    path: path.to_owned(),
                    number: index + 1,
                    call,
                    problem,
                })
            })
            .collect::<Result<_, _>>()?;
        Ok(Self { answers })
    }
}

impl fmt::Display for Call {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Describe => write!(f, "describe"),
            Self::Manifest => write!(f, "manifest"),
            Self::Start => write!(f, "start"),
            Self::Stop { reason } => write!(f, "stop for {reason:?}"),
            Self::Invoke { op, input } => write!(f, "invoke {op:?} with {input:?}"),
            Self::Stream { op, input } => write!(f, "stream {op:?} with {input:?}"),
        }
    }
}

/// The file as it is written. What goes with which call is sorted out later,
/// with better messages than serde could give.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RawFile {
    #[serde(default)]
    answer: Vec<RawAnswer>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RawAnswer {
    call: RawCall,
    op: Option<String>,
    input: Option<String>,
    reason: Option<String>,
    #[serde(default)]
    secrets: BTreeMap<String, RawSecret>,
    ok: Option<String>,
    error: Option<RawError>,
    events: Option<Vec<Event>>,
}

#[derive(Clone, Copy, Deserialize)]
#[serde(rename_all = "lowercase")]
enum RawCall {
    Describe,
    Manifest,
    Start,
    Stop,
    Invoke,
    Stream,
}

impl RawCall {
    fn name(self) -> &'static str {
        match self {
            Self::Describe => "describe",
            Self::Manifest => "manifest",
            Self::Start => "start",
            Self::Stop => "stop",
            Self::Invoke => "invoke",
            Self::Stream => "stream",
        }
    }
}

impl RawAnswer {
    fn into_answer(mut self) -> Result<Answer, String> {
        let call = match self.call {
            RawCall::Describe => Call::Describe,
            RawCall::Manifest => Call::Manifest,
            RawCall::Start => Call::Start,
            RawCall::Stop => Call::Stop {
                reason: required("reason", &mut self.reason)?,
            },
            RawCall::Invoke => Call::Invoke {
                op: required("op", &mut self.op)?,
                input: required("input", &mut self.input)?,
            },
            RawCall::Stream => Call::Stream {
                op: required("op", &mut self.op)?,
                input: required("input", &mut self.input)?,
            },
        };
        let expected = self.expected()?;
        // What is still there was not asked for by the call.
        for (key, left) in [
            ("op", self.op.is_some()),
            ("input", self.input.is_some()),
            ("reason", self.reason.is_some()),
            ("ok", self.ok.is_some()),
            ("error", self.error.is_some()),
            ("events", self.events.is_some()),
        ] {
            if left {
                return Err(format!("has `{key}`, which does not go with it"));
            }
        }
        Ok(Answer {
            call,
            secrets: self
                .secrets
                .into_iter()
                .map(|(key, secret)| (key, secret.0))
                .collect(),
            expected,
        })
    }

    /// Takes what must come back.
    fn expected(&mut self) -> Result<Outcome, String> {
        let fallible = match self.call {
            RawCall::Stream => return required("events", &mut self.events).map(Outcome::Events),
            RawCall::Describe | RawCall::Manifest => {
                return required("ok", &mut self.ok).map(Outcome::Ok);
            }
            RawCall::Start | RawCall::Stop | RawCall::Invoke => self.call,
        };
        match (self.ok.take(), self.error.take()) {
            (Some(_), Some(_)) => Err("has both `ok` and `error`; it ends in one way".to_owned()),
            (None, None) => Err("lacks `ok` or `error`: what must come back".to_owned()),
            (Some(text), None) => match fallible {
                RawCall::Start | RawCall::Stop if text != "ok" => Err(format!(
                    "has `ok = {text:?}`; life cycle hooks only know the status \"ok\""
                )),
                _ => Ok(Outcome::Ok(text)),
            },
            (None, Some(RawError::Node(error))) => match fallible {
                RawCall::Invoke => Ok(Outcome::Error(error)),
                _ => Err("has an `error` with a code; life cycle errors are a text".to_owned()),
            },
            (None, Some(RawError::Text(error))) => match fallible {
                RawCall::Invoke => Err(
                    "has a text as `error`; write { code = \"..\", message = \"..\", retryable = false }"
                        .to_owned(),
                ),
                _ => Ok(Outcome::Refused(error)),
            },
        }
    }
}

fn required<T>(key: &str, value: &mut Option<T>) -> Result<T, String> {
    value.take().ok_or_else(|| format!("lacks `{key}`"))
}

/// A text, or a table with one of the keys of [`SecretTable`].
struct RawSecret(Secret);

#[derive(Deserialize)]
#[serde(deny_unknown_fields, expecting = "`bytes` or `denied`")]
struct SecretTable {
    bytes: Option<Vec<u8>>,
    denied: Option<bool>,
}

impl<'de> Deserialize<'de> for RawSecret {
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
enum RawError {
    Text(String),
    Node(NodeError),
}

impl<'de> Deserialize<'de> for RawError {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(TextOrTable {
            expecting: "a text, or { code = \"..\", message = \"..\", retryable = .. }",
            text: Self::Text,
            table: |error| Ok(Self::Node(error)),
        })
    }
}

/// Reads a value that is written as a text or as a table. Unlike an untagged
/// enum it hands on which key of the table is wrong.
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
