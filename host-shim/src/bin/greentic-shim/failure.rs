//! Failures of a command and their exit codes.

use std::io;
use std::path::Path;
use std::process::ExitCode;

use greentic_host_shim::{Error, on_one_line};
use serde_json::json;

use crate::output;

/// The component answered with an error.
pub(crate) const ANSWERED: u8 = 1;

/// Why a command did not get to its end.
#[derive(Debug, thiserror::Error)]
pub(crate) enum Failure {
    /// The library's own errors.
    #[error("{0}")]
    Component(#[from] Error),

    /// The node did not want to start.
    #[error("the node refused to start: {message}")]
    Refused { message: String },

    /// The component did its work and says that it failed.
    #[error("the component answered `{code}`: {message}")]
    Answered { code: String, message: String },

    /// A back end of the host failed.
    #[error("{message}")]
    Host { message: String },

    /// What clap cannot know.
    #[error("{message}")]
    Usage { message: String },

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

    /// Nobody could read an answer.
    pub(crate) fn no_output() -> Self {
        Self::Io {
            what: "cannot write the output".to_owned(),
            source: io::Error::other("standard output is closed; redirect it to a file"),
        }
    }

    /// As `--help` lists them.
    fn code(&self) -> u8 {
        match self {
            Self::Refused { .. } | Self::Answered { .. } => ANSWERED,
            Self::Usage { .. }
            | Self::Component(Error::Argument { .. } | Error::Unrepresentable { .. }) => 2,
            Self::Component(error) if error.is_unfit() => 3,
            Self::Component(Error::Trap { .. } | Error::InvalidValue { .. }) => 4,
            Self::Component(Error::Limit { .. }) => 5,
            Self::Component(_) | Self::Host { .. } | Self::Io { .. } => 6,
        }
    }

    fn kind(&self) -> &'static str {
        match self {
            Self::Component(error) => error.kind(),
            Self::Refused { .. } => "refused",
            Self::Answered { .. } => "answered",
            Self::Host { .. } => "host",
            Self::Usage { .. } => "usage",
            Self::Io { .. } => "io",
        }
    }

    /// Tells people on standard error, and programs on standard output.
    pub(crate) fn report(&self, json: bool) -> ExitCode {
        let mut failure = json!({ "kind": self.kind(), "message": self.to_string() });
        let mut text = self.to_string();
        match self {
            Self::Component(Error::Trap { backtrace, .. }) => {
                failure["backtrace"] = json!(backtrace);
                for frame in backtrace {
                    text.push_str("\n  in ");
                    text.push_str(&on_one_line(frame));
                }
            }
            Self::Answered { code, .. } => failure["code"] = json!(code),
            Self::Component(Error::Limit { which, .. }) => failure["limit"] = json!(which.name()),
            Self::Component(Error::NotExported { exports, .. }) => {
                failure["exports"] = json!(exports);
            }
            Self::Component(Error::NoFunction { known, .. }) => {
                failure["functions"] = json!(known);
            }
            Self::Component(Error::Unrepresentable { fields, .. }) => {
                failure["fields"] = json!(fields);
                text.push_str("\n  --drop-unrepresentable leaves it out");
            }
            Self::Component(Error::MissingImport { imports }) => {
                failure["imports"] = json!(imports);
            }
            _ => {}
        }
        output::error(&text);
        if json {
            // If nobody reads it there is nobody to tell.
            let _ = output::document(&json!({ "schema_version": 1, "failure": failure }));
        }
        ExitCode::from(self.code())
    }
}
