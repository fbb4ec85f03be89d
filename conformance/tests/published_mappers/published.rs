//! The program that answers with what the published conversions say.

use std::io::{BufRead, BufReader, Write};
use std::process::{Child, ChildStdin, ChildStdout, Command, Stdio};
use std::sync::{LazyLock, Mutex};

use anyhow::{Context as _, Result};
use greentic_testkit::published::mappers;

use super::Answer;

/// A running one. It ends when its input does.
struct Program {
    _child: Child,
    input: ChildStdin,
    output: BufReader<ChildStdout>,
}

impl Program {
    fn start() -> Result<Option<Self>> {
        let Some(path) = mappers()? else {
            return Ok(None);
        };
        let mut command = Command::new(path);
        let mut child = command
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .spawn()?;
        Ok(Some(Self {
            input: child.stdin.take().context("its input")?,
            output: BufReader::new(child.stdout.take().context("its output")?),
            _child: child,
        }))
    }

    fn ask(&mut self, conversion: &str, value: &str) -> Result<Answer> {
        let case = serde_json::to_string(&(conversion, value))?;
        writeln!(self.input, "{case}")?;
        self.input.flush()?;
        let mut line = String::new();
        self.output.read_line(&mut line)?;
        serde_json::from_str(&line).with_context(|| format!("the answer {line:?}"))
    }
}

/// Returns the result of the published conversion, if the program is there.
///
/// # Panics
///
/// When it cannot be asked: the tests have nothing to say then.
pub(crate) fn published(conversion: &str, value: &str) -> Option<Answer> {
    static PROGRAM: LazyLock<Mutex<Option<Program>>> =
        LazyLock::new(|| Mutex::new(Program::start().expect("the published conversions")));
    let mut program = PROGRAM.lock().expect("nobody failed while asking");
    let program = program.as_mut()?;
    Some(program.ask(conversion, value).expect("an answer"))
}
