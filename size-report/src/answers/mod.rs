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
//! | `INTERFACE#FUNCTION` | `arguments` | `result` |
//!
//! Nodes are called by the first of `greentic:component/node@0.6.0`, `0.5.0` and `0.4.0`
//! that they export, as `greentic-tiny invoke` does it. To a node of 0.6 the input goes as
//! CBOR, JSON as what it says and any other text as a text, and its output is read as JSON.
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
//! In WAVE the case of a variant that is called `ok`, `err`, `some` or `none`, or like
//! another keyword of WIT, has a `%` before it: `ok(..)` is a result, `%ok(..)` such a case,
//! `result = '%ok("done")'` say. Bytes may be written as `text:".."`, `json:".."` (checked),
//! `cbor:".."` (JSON, sent as CBOR), `hex:".."` or `base64:".."` in place of a list of
//! numbers; without the quotes where they are the whole value: `'json:{"a":1}'`.
//!
//! `host` goes with every call. It says what the functions answer that the component
//! imports, in WAVE too, and then nothing else answers it. Otherwise `secrets` says what a
//! node finds in the store: a text, `{ bytes = [..] }` for what is no text, or
//! `{ denied = true }`. A secret that is not listed is not there, as on the command line of
//! `greentic-tiny`, where `--secret` and `--deny-secret` are the same.
//!
//! An answer that differs is shown in the words of this file, whole, so that it can be
//! copied from there.
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
    /// What imported functions answer: their names, `INTERFACE#FUNCTION`, and the results
    /// in WAVE. Where there are any, nothing else answers the component.
    pub host: BTreeMap<String, String>,
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
    /// The result of a [`Call::Function`], in WAVE; `None` where it has none.
    Result(Option<String>),
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
        call: String,
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
