//! The failure of a command.

use std::fmt;
use std::process::ExitCode;

use serde_json::{Map, Value, json};

use crate::exit::Exit;
use crate::output;

/// The reason why a command failed: an exit code, a word for programs, a sentence for
/// people, and further details.
#[derive(Debug)]
pub struct Failure {
    exit: Exit,
    kind: &'static str,
    message: String,
    details: Map<String, Value>,
    lines: Vec<String>,
    documented: bool,
}

impl Failure {
    /// Makes a failure. `kind` is a word for programs, `usage` say.
    pub fn new(exit: Exit, kind: &'static str, message: impl Into<String>) -> Self {
        Self {
            exit,
            kind,
            message: message.into(),
            details: Map::new(),
            lines: Vec::new(),
            documented: false,
        }
    }

    /// Makes a failure of a command line that makes no sense.
    pub fn usage(message: impl Into<String>) -> Self {
        Self::new(Exit::Usage, "usage", message)
    }

    /// Makes a failure of a check.
    pub fn failed(message: impl Into<String>) -> Self {
        Self::new(Exit::Failed, "failed", message)
    }

    /// Makes a failure of an input that cannot be used.
    pub fn unusable(message: impl Into<String>) -> Self {
        Self::new(Exit::Unusable, "unusable", message)
    }

    /// Makes a failure of the system: of a file, say.
    pub fn system(message: impl Into<String>) -> Self {
        Self::new(Exit::System, "io", message)
    }

    /// Adds a field to the JSON document.
    #[must_use]
    pub fn with(mut self, name: &str, value: impl Into<Value>) -> Self {
        self.details.insert(name.to_owned(), value.into());
        self
    }

    /// Adds a line below the message for people.
    #[must_use]
    pub fn line(mut self, line: impl Into<String>) -> Self {
        self.lines.push(line.into());
        self
    }

    /// Says that a JSON document has told of it already: there is one document, not
    /// two.
    #[must_use]
    pub fn documented(mut self) -> Self {
        self.documented = true;
        self
    }

    /// Returns the word for programs.
    pub fn kind(&self) -> &'static str {
        self.kind
    }

    /// Returns what the exit code will be.
    pub fn exit(&self) -> Exit {
        self.exit
    }

    /// Tells people on standard error, and programs on standard output if `json` is
    /// set. Returns the exit code of the command.
    pub fn report(&self, json: bool) -> ExitCode {
        if json && !self.documented {
            let mut failure = self.details.clone();
            failure.insert("kind".into(), self.kind.into());
            failure.insert("message".into(), self.message.clone().into());
            // What cannot be written cannot be said either.
            let _ = output::document(&json!({ "failure": failure }));
        }
        let mut text = self.message.clone();
        for line in &self.lines {
            text.push('\n');
            text.push_str(line);
        }
        output::error(&text);
        self.exit.code()
    }
}

impl fmt::Display for Failure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.message)
    }
}

impl std::error::Error for Failure {}

/// A failure in the chain decides; what came around it is context. Without one the
/// system failed, as all other kinds are told apart where they arise.
impl From<anyhow::Error> for Failure {
    fn from(error: anyhow::Error) -> Self {
        let message = format!("{error:#}");
        match error.downcast::<Self>() {
            Ok(failure) => Self { message, ..failure },
            Err(_) => Self::system(message),
        }
    }
}

/// Gives errors the exit code that they stand for.
pub trait OrExit<T> {
    /// Turns an error into a failure with this exit code and its message.
    ///
    /// # Errors
    ///
    /// The same as before, as a failure.
    fn or_exit(self, exit: Exit, kind: &'static str) -> Result<T, Failure>;
}

impl<T, E: Into<anyhow::Error>> OrExit<T> for Result<T, E> {
    fn or_exit(self, exit: Exit, kind: &'static str) -> Result<T, Failure> {
        self.map_err(|error| Failure::new(exit, kind, format!("{:#}", error.into())))
    }
}

#[cfg(test)]
mod tests {
    use anyhow::Context as _;

    use super::*;

    #[test]
    fn context_keeps_the_exit_code() {
        let failed: Result<(), _> = Err(Failure::unusable("no component"));
        let error = failed.context("a.wasm").unwrap_err();
        let failure = Failure::from(error);
        assert_eq!(failure.exit(), Exit::Unusable);
        assert_eq!(failure.to_string(), "a.wasm: no component");
    }

    #[test]
    fn what_nobody_classified_is_the_system() {
        let failure = Failure::from(anyhow::anyhow!("no memory"));
        assert_eq!(failure.exit(), Exit::System);
    }
}
