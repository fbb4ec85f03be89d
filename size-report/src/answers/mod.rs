//! The calls of a component and their answers: the file `answers.toml` beside its
//! `Cargo.toml`.
//!
//! The file is a list of calls, each with the answer that must come back:
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
//! | `INTERFACE#FUNCTION` | `arguments` | `result` |
//!
//! A node is called by the first of `greentic:component/node@0.6.0`, `0.5.0` and `0.4.0`
//! that it exports, as by `greentic-tiny invoke`. A node of 0.6 gets its input as CBOR:
//! JSON as the value that it stands for, and any other text as a text. Its output is read
//! as JSON.
//!
//! The last one calls any function of any interface. Its values are texts in [WAVE]:
//!
//! ```toml
//! [[answer]]
//! call = "example:shop/till@1.0.0#total"
//! arguments = ['[{name: "tea", count: 2}]', 'some("EUR")']
//! host = { "example:shop/prices@1.0.0#price" = "some(350)" }
//! result = "ok(700)"
//! ```
//!
//! In WAVE a case of a variant may have the name `ok`, `err`, `some` or `none`, or that of
//! another keyword of WIT. Such a case has a `%` before it: `ok(..)` is a result,
//! `%ok(..)` such a case, for example `result = '%ok("done")'`. Bytes may be written as
//! `text:".."`, `json:".."` (checked), `cbor:".."` (JSON, sent as CBOR), `hex:".."` or
//! `base64:".."` in place of a list of numbers. If they are the whole value, they need no
//! quotes: `'json:{"a":1}'`.
//!
//! Every call may have a `host`. It declares the answers of the functions that the
//! component imports, in WAVE too; then nothing else answers them. Without it, `secrets`
//! declares what a node finds in the store: a text, `{ bytes = [..] }` for bytes that are
//! not a text, or `{ denied = true }`. A secret that is not listed does not exist. The
//! options `--secret` and `--deny-secret` of `greentic-tiny` do the same.
//!
//! An answer that differs is shown whole and in the notation of this file, so that it can
//! be copied.
//!
//! [WAVE]: https://docs.rs/wasm-wave

use std::collections::BTreeMap;
use std::fmt;
use std::io;
use std::path::{Path, PathBuf};

use serde::Deserialize;

mod written;

use written::WrittenFile;

/// The declared answers of one component, in the order of the file.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Answers {
    /// The calls and their answers; at least one.
    pub answers: Vec<Answer>,
}

/// One call and its answer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Answer {
    /// The call.
    pub call: Call,
    /// The secrets that the component finds, by their key.
    pub secrets: BTreeMap<String, Secret>,
    /// The answers of imported functions: the names, `INTERFACE#FUNCTION`, and the results
    /// in WAVE. If there are any, nothing else answers the component.
    pub host: BTreeMap<String, String>,
    /// The answer that must come back.
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
        /// The reason why the node is stopped.
        reason: String,
    },
    /// `invoke` of `node`.
    Invoke {
        /// Name of the operation.
        op: String,
        /// The input of the operation.
        input: String,
    },
    /// `invoke-stream` of `node`.
    Stream {
        /// Name of the operation.
        op: String,
        /// The input of the operation.
        input: String,
    },
    /// Any function of any interface.
    Function {
        /// Its name, `INTERFACE#FUNCTION`.
        name: String,
        /// Its arguments, in WAVE.
        arguments: Vec<String>,
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

/// The answer of a call.
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
    /// The result of a [`Call::Function`], in WAVE; `None` if it has none.
    Result(Option<String>),
    /// There is no answer, for this reason. Cannot be declared.
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
    /// `true` if the same call can succeed later.
    pub retryable: bool,
    /// The time to wait before trying again, in milliseconds.
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
    /// The progress of the operation, in per cent.
    Progress(u8),
    /// Nothing follows.
    Done,
    /// The operation failed.
    Error(String),
}

/// The reason why the declared answers cannot be used.
#[derive(Debug, thiserror::Error)]
pub enum AnswersError {
    /// The file cannot be read.
    #[error("{}: {error}; the answers of the component are declared there", path.display())]
    File {
        /// The file.
        path: PathBuf,
        /// The error of the system.
        error: io::Error,
    },
    /// The file is not TOML, or has keys or values that mean nothing.
    #[error("{}: {error}", path.display())]
    Syntax {
        /// The file.
        path: PathBuf,
        /// The place of the fault and its description.
        error: Box<toml_edit::de::Error>,
    },
    /// The keys of an answer do not fit together.
    #[error("{}: answer {number} (`{call}`) {problem}", path.display())]
    Answer {
        /// The file.
        path: PathBuf,
        /// The number of the answer, the first one being 1.
        number: usize,
        /// The call of the answer.
        call: String,
        /// The fault.
        problem: String,
    },
}

impl Answers {
    /// Reads the file at `path`. Returns `None` if there is no such file or no answer in
    /// it: then nothing is declared.
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
        let file: WrittenFile =
            toml_edit::de::from_str(source).map_err(|error| AnswersError::Syntax {
                path: path.to_owned(),
                error: Box::new(error),
            })?;
        let answers = file
            .answer
            .into_iter()
            .enumerate()
            .map(|(index, raw)| {
                let call = raw.call.name().to_owned();
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
            Self::Function { name, arguments } => write!(f, "{name}({})", arguments.join(", ")),
        }
    }
}
