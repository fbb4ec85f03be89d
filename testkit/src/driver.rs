//! Programs of published code that answer questions: one a line on standard input, in
//! JSON, and an answer a line.

use std::io::{BufRead as _, BufReader, Write as _};
use std::path::Path;
use std::process::{Child, ChildStdin, ChildStdout, Command, Stdio};

use serde_json::Value;

/// Such a program while it runs. It ends when its input does.
#[derive(Debug)]
pub struct Driver {
    _child: Child,
    input: ChildStdin,
    output: BufReader<ChildStdout>,
}

impl Driver {
    /// Starts the program.
    ///
    /// # Panics
    ///
    /// When it cannot be started.
    pub fn start(program: &Path) -> Self {
        let mut child = Command::new(program)
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .spawn()
            .expect("a program");
        Self {
            input: child.stdin.take().expect("its input"),
            output: BufReader::new(child.stdout.take().expect("its output")),
            _child: child,
        }
    }

    /// Asks a question and returns the answer.
    ///
    /// # Errors
    ///
    /// The message of the published code if it fails.
    ///
    /// # Panics
    ///
    /// When the program ends, or answers with something else.
    pub fn ask(&mut self, question: &Value) -> Result<Value, String> {
        writeln!(self.input, "{question}").expect("a program that listens");
        let mut line = String::new();
        self.output.read_line(&mut line).expect("an answer");
        let mut answer: Value = serde_json::from_str(&line).expect("an answer in JSON");
        match answer["err"].take() {
            Value::String(error) => Err(error),
            _ => Ok(answer["ok"].take()),
        }
    }
}
