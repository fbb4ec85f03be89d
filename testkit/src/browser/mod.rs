//! Chromium without a window, spoken to by the `DevTools` protocol over pipes: neither a
//! port nor a driver is needed.

mod tab;

use std::io::{BufRead as _, BufReader, Write as _};
use std::process::{Child, ChildStdin, Command, Stdio};
use std::sync::mpsc::{Receiver, channel};
use std::time::{Duration, Instant};

use anyhow::{Context as _, Result, bail};
use serde_json::{Value, json};
use tempfile::TempDir;

pub use self::tab::Tab;
use crate::runtimes::{answers, missing};

/// Names of the program.
const NAMES: [&str; 4] = ["chromium", "chromium-browser", "google-chrome", "chrome"];

/// The longest wait for an answer: a machine that does much else starts it slowly.
const PATIENCE: Duration = Duration::from_mins(1);

/// A running Chromium. Dropped, it ends.
pub struct Browser {
    child: Child,
    /// None once it was told to end.
    requests: Option<ChildStdin>,
    answers: Receiver<Value>,
    last: u64,
    /// The events that arrived while an answer was waited for.
    events: Vec<Value>,
    /// Its profile, which goes with it.
    _profile: TempDir,
}

impl Browser {
    /// Starts Chromium. `None`, and loudly so, where there is none, or no Unix shell to
    /// connect the pipes.
    ///
    /// # Errors
    ///
    /// When it is there but does not start.
    pub fn start() -> Result<Option<Self>> {
        let found = NAMES.into_iter().find(|name| cfg!(unix) && answers(name));
        missing("pages in a browser: `chromium`", found.is_none())?;
        let Some(name) = found else {
            return Ok(None);
        };
        let profile = tempfile::tempdir()?;
        // Requests and answers are at the descriptors 3 and 4.
        let mut child = Command::new("sh")
            .args([
                "-c",
                r#"exec "$@" 3<&0 4>&1 0</dev/null 1>/dev/null"#,
                "sh",
                name,
            ])
            .args([
                "--headless=new",
                "--remote-debugging-pipe",
                // Its sandbox refuses root, as which containers run tests.
                "--no-sandbox",
                "--disable-gpu",
                "--disable-dev-shm-usage",
                "--disable-extensions",
                "--disable-background-networking",
                "--disable-component-update",
                "--no-first-run",
                "--hide-scrollbars",
                "--force-color-profile=srgb",
            ])
            .arg(format!("--user-data-dir={}", profile.path().display()))
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .with_context(|| format!("cannot start {name}"))?;
        let requests = child.stdin.take();
        let stdout = child.stdout.take().context("it is a pipe")?;
        let (sender, answers) = channel();
        std::thread::spawn(move || {
            for message in BufReader::new(stdout).split(0) {
                let message = message
                    .ok()
                    .and_then(|text| serde_json::from_slice(&text).ok());
                let Some(message) = message else { break };
                // Nobody waits any more.
                if sender.send(message).is_err() {
                    break;
                }
            }
        });
        Ok(Some(Self {
            child,
            requests,
            answers,
            last: 0,
            events: Vec::new(),
            _profile: profile,
        }))
    }

    /// Asks for something, in a session where one is given, and waits for the answer.
    fn ask(&mut self, session: Option<&str>, method: &str, parameters: &Value) -> Result<Value> {
        self.last += 1;
        let mut request = json!({ "id": self.last, "method": method, "params": parameters });
        if let Some(session) = session {
            request["sessionId"] = session.into();
        }
        let requests = self.requests.as_mut().context("it was told to end")?;
        let mut bytes = serde_json::to_vec(&request)?;
        bytes.push(0);
        requests
            .write_all(&bytes)
            .and_then(|()| requests.flush())
            .context("Chromium has gone")?;
        let until = Instant::now() + PATIENCE;
        loop {
            let message = self
                .receive(until)
                .with_context(|| format!("{method}: no answer"))?;
            if message["id"] != self.last {
                self.events.push(message);
                continue;
            }
            if let Some(error) = message.get("error") {
                bail!("{method}: {error}");
            }
            return Ok(message["result"].clone());
        }
    }

    /// Waits for an event of a session.
    fn wait(&mut self, session: &str, method: &str) -> Result<()> {
        let is = |event: &Value| event["method"] == method && event["sessionId"] == session;
        let until = Instant::now() + PATIENCE;
        while !self.events.iter().any(is) {
            let event = self
                .receive(until)
                .with_context(|| format!("{method} does not come"))?;
            self.events.push(event);
        }
        Ok(())
    }

    fn receive(&self, until: Instant) -> Result<Value> {
        let left = until.saturating_duration_since(Instant::now());
        Ok(self.answers.recv_timeout(left)?)
    }
}

impl Drop for Browser {
    fn drop(&mut self) {
        // It ends when nobody is at the other end, and its other processes with it.
        drop(self.requests.take());
        let until = Instant::now() + Duration::from_secs(5);
        while Instant::now() < until {
            if !matches!(self.child.try_wait(), Ok(None)) {
                return;
            }
            std::thread::sleep(Duration::from_millis(10));
        }
        // What cannot be ended has ended.
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}
