//! Failures of a command and their exit codes.

use std::io;
use std::path::Path;
use std::process::ExitCode;

use greentic_command::Exit;
use greentic_command::output::printable;
use greentic_host_runner::Error as Call;
use greentic_host_shim::{Error, Record, on_one_line};
use serde_json::{Value, json};

use crate::purpose;

/// The component answered with an error.
pub(crate) const ANSWERED: Exit = Exit::Failed;

/// The failure of a command.
#[derive(Debug, thiserror::Error)]
pub(crate) enum Failure {
    /// An error of the library.
    #[error("{0}")]
    Component(#[from] Error),

    /// An error of a call by any interface.
    #[error("{0}")]
    Call(greentic_host_runner::Error),

    /// The component has none of the interfaces that a command needs.
    #[error(
        "the component exports none of the interfaces that `{command}` asks ({}); it exports {}",
        wanted.join(", "),
        if exports.is_empty() { "nothing".to_owned() } else { printable(&exports.join(", ")) }
    )]
    NotAsked {
        command: &'static str,
        wanted: Vec<&'static str>,
        exports: Vec<String>,
    },

    /// The node refused to start.
    #[error(
        "the node refused to start: {message} (mend its settings, or call it without --lifecycle)"
    )]
    Refused { message: String },

    /// The component did its work and reports a failure.
    #[error("the component answered `{code}`: {message}")]
    Answered { code: String, message: String },

    /// A back end of the host failed.
    #[error("{message}")]
    Host { message: String },

    /// A wrong use of the command that clap cannot detect.
    #[error("{message}")]
    Usage { message: String },

    /// A failure that every command may have.
    #[error("{0}")]
    Shared(greentic_command::Failure),

    /// The system failed.
    #[error("{what}: {source}")]
    Io { what: String, source: io::Error },
}

impl Failure {
    pub(crate) fn io(what: &str, path: &Path, source: io::Error) -> Self {
        Self::Io {
            what: format!("{what} {}", path.display()),
            source,
        }
    }

    /// Makes the failure of a command whose output nobody can read.
    pub(crate) fn no_output() -> Self {
        Self::Io {
            what: "cannot write the output".to_owned(),
            source: io::Error::other("standard output is closed; redirect it to a file"),
        }
    }

    fn exit(&self) -> Exit {
        match self {
            Self::Shared(failure) => failure.exit(),
            Self::Refused { .. } | Self::Answered { .. } => ANSWERED,
            Self::Usage { .. }
            | Self::Component(Error::Argument { .. } | Error::Unrepresentable { .. }) => {
                Exit::Usage
            }
            Self::Call(Call::Cbor { what, .. }) if *what == "the output" => Exit::Trapped,
            Self::Call(Call::Unread { .. }) => Exit::Trapped,
            Self::NotAsked { .. } | Self::Call(Call::NotCalled { .. }) => Exit::Unusable,
            Self::Call(_) => Exit::Usage,
            Self::Component(error) if error.is_unfit() => Exit::Unusable,
            Self::Component(Error::Trap { .. } | Error::InvalidValue { .. }) => Exit::Trapped,
            Self::Component(Error::Limit { .. }) => Exit::Limit,
            Self::Component(_) | Self::Host { .. } | Self::Io { .. } => Exit::System,
        }
    }

    fn kind(&self) -> &'static str {
        match self {
            Self::Component(error) => error.kind(),
            Self::Call(error) => match error {
                Call::NotCalled { .. } => "not-called",
                Call::Unrepresentable { .. } => "unrepresentable",
                Call::Lacking { .. } => "lacking",
                Call::Cbor { .. } => "cbor",
                Call::Unread { .. } => "unread",
                _ => "usage",
            },
            Self::NotAsked { .. } => "not-exported",
            Self::Refused { .. } => "refused",
            Self::Answered { .. } => "answered",
            Self::Host { .. } => "host",
            Self::Usage { .. } => "usage",
            Self::Io { .. } => "io",
            Self::Shared(failure) => failure.kind(),
        }
    }

    /// Reports to people on standard error, and to programs on standard output.
    pub(crate) fn report(&self, json: bool) -> ExitCode {
        match self {
            Self::Shared(failure) => failure.report(json),
            _ => self.shown().report(json),
        }
    }

    /// Converts the failure to the form of all commands.
    fn shown(&self) -> greentic_command::Failure {
        let failure = greentic_command::Failure::new(self.exit(), self.kind(), self.to_string());
        match self {
            Self::Component(Error::Trap {
                fault,
                record,
                backtrace,
                ..
            }) => {
                let mut failure = failure.with("fault", fault.name());
                if let Some(record) = record {
                    failure = failure.with("record", shown(record));
                }
                backtrace.iter().fold(
                    failure.with("backtrace", backtrace.clone()),
                    |failure, frame| failure.line(format!("in {}", on_one_line(frame))),
                )
            }
            Self::Answered { code, .. } => failure.with("code", code.clone()),
            Self::Component(Error::Limit { which, .. }) => failure.with("limit", which.name()),
            Self::NotAsked { exports, .. }
            | Self::Component(Error::NotExported { exports, .. }) => failure
                .with("exports", exports.clone())
                .line(purpose::line(exports)),
            Self::Component(Error::NoFunction { known, .. }) => {
                failure.with("functions", known.clone())
            }
            Self::Component(Error::Unrepresentable { fields, .. })
            | Self::Call(Call::Unrepresentable { fields, .. }) => failure
                .with("fields", json!(fields))
                .line("--drop-unrepresentable leaves it out"),
            Self::Component(Error::MissingImport { imports }) => {
                failure.with("imports", json!(imports))
            }
            _ => failure,
        }
    }
}

/// Returns the record of a component's panic, for programs.
fn shown(record: &Record) -> Value {
    json!({
        "message": record.message,
        "file": record.file,
        "line": record.line,
        "column": record.column,
        "complete": record.complete,
    })
}

/// Turns an error of the component into one of the library.
impl From<Call> for Failure {
    fn from(error: Call) -> Self {
        match error {
            Call::Component(error) => Self::Component(error),
            error => Self::Call(error),
        }
    }
}

/// A failure of the layer that all commands share.
impl From<greentic_command::Failure> for Failure {
    fn from(failure: greentic_command::Failure) -> Self {
        Self::Shared(failure)
    }
}
