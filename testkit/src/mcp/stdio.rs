//! A server on standard input and output.

use std::io::{BufRead as _, BufReader, Write as _};
use std::path::Path;
use std::process::{Child, ChildStdin, Command, Stdio};
use std::sync::mpsc::{self, Receiver};
use std::time::Duration;

use anyhow::{Context as _, Result, bail};
use serde_json::{Value, json};

use super::{PATIENCE, ended};
use crate::command::greentic_tiny;

/// A server that runs. Dropping it ends it: a test that fails leaves nothing that
/// runs.
#[derive(Debug)]
pub struct StdioServer {
    child: Child,
    input: Option<ChildStdin>,
    lines: Receiver<std::io::Result<String>>,
}

impl StdioServer {
    /// Starts the server of a component.
    ///
    /// # Errors
    ///
    /// When there is no such program.
    pub fn start(component: &Path, options: &[&str]) -> Result<Self> {
        let mut command = Command::new(greentic_tiny());
        command.arg("mcp").arg(component).args(options);
        command
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::null());
        let mut child = command.spawn()?;
        let output = child.stdout.take().context("its output")?;
        let (sender, lines) = mpsc::channel();
        std::thread::spawn(move || {
            for line in BufReader::new(output).lines() {
                if sender.send(line).is_err() {
                    return;
                }
            }
        });
        Ok(Self {
            input: child.stdin.take(),
            lines,
            child,
        })
    }

    /// Starts one, and agrees on a revision with it.
    ///
    /// # Errors
    ///
    /// When it does not answer, or speaks another one.
    pub fn agreed(component: &Path, options: &[&str], revision: &str) -> Result<Self> {
        let mut server = Self::start(component, options)?;
        let answer = server.request(0, "initialize", &super::initialize(revision))?;
        if answer["result"]["protocolVersion"] != revision {
            bail!("it does not speak {revision}: {answer}");
        }
        server.send(r#"{"jsonrpc":"2.0","method":"notifications/initialized"}"#)?;
        Ok(server)
    }

    /// Returns the number of its process.
    pub fn process(&self) -> u32 {
        self.child.id()
    }

    /// Sends a line.
    ///
    /// # Errors
    ///
    /// When it does not read.
    pub fn send(&mut self, line: &str) -> Result<()> {
        self.send_bytes(line.as_bytes())?;
        self.send_bytes(b"\n")
    }

    /// Sends bytes as they are.
    ///
    /// # Errors
    ///
    /// When it does not read.
    pub fn send_bytes(&mut self, bytes: &[u8]) -> Result<()> {
        let input = self.input.as_mut().context("its input")?;
        input.write_all(bytes)?;
        Ok(input.flush()?)
    }

    /// Returns the next line.
    ///
    /// # Errors
    ///
    /// When there is none.
    pub fn receive(&mut self) -> Result<Value> {
        let line = self.lines.recv_timeout(PATIENCE);
        let line = line.context("nothing more came")??;
        Ok(serde_json::from_str(&line)?)
    }

    /// Returns the next line, if one comes within a time.
    ///
    /// # Errors
    ///
    /// When it is not JSON.
    pub fn receive_within(&mut self, time: Duration) -> Result<Option<Value>> {
        match self.lines.recv_timeout(time) {
            Ok(line) => Ok(Some(serde_json::from_str(&line?)?)),
            Err(_) => Ok(None),
        }
    }

    /// Returns the answer to one line.
    ///
    /// # Errors
    ///
    /// As [`send`](Self::send) and [`receive`](Self::receive).
    pub fn answer(&mut self, line: &str) -> Result<Value> {
        self.send(line)?;
        self.receive()
    }

    /// Returns the answer to a request.
    ///
    /// # Errors
    ///
    /// As [`answer`](Self::answer), and when it is one to another request.
    pub fn request(&mut self, id: impl Into<Value>, method: &str, params: &Value) -> Result<Value> {
        let id = id.into();
        let line = json!({ "jsonrpc": "2.0", "id": id, "method": method, "params": params });
        let answer = self.answer(&line.to_string())?;
        if answer["id"] != id {
            bail!("{answer} is not the answer to {id}");
        }
        Ok(answer)
    }

    /// Closes its input; returns what else came, and how it ended.
    ///
    /// # Errors
    ///
    /// When it does not end.
    pub fn end(mut self) -> Result<(Vec<String>, Option<i32>)> {
        drop(self.input.take());
        let mut rest = Vec::new();
        while let Ok(line) = self.lines.recv_timeout(PATIENCE) {
            rest.push(line?);
        }
        let code = self.wait(PATIENCE)?;
        Ok((rest, code))
    }

    /// Waits until it has ended by itself; returns how.
    ///
    /// # Errors
    ///
    /// When it has not within a time.
    pub fn wait(&mut self, time: Duration) -> Result<Option<i32>> {
        ended(&mut self.child, time)
    }
}

impl Drop for StdioServer {
    fn drop(&mut self) {
        // It may have ended already.
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}
