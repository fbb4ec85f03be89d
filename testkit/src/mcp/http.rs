//! A server over HTTP, and sessions with it.

use std::io::{BufRead as _, BufReader, Write as _};
use std::net::{SocketAddr, TcpStream};
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use anyhow::{Context as _, Result, bail};
use serde_json::{Value, json};

use super::wire::{Reply, connect, exchange, head, post, with_types};
use super::{PATIENCE, ended};
use crate::command::greentic_tiny;

/// A server that runs. Dropping it ends it.
#[derive(Debug)]
pub struct HttpServer {
    child: Child,
    address: SocketAddr,
    url: String,
}

/// A client that has begun a session.
#[derive(Clone, Debug)]
pub struct HttpSession {
    address: SocketAddr,
    id: String,
    revision: String,
}

impl HttpServer {
    /// Starts the server of a component, at a port that the system chooses.
    ///
    /// # Errors
    ///
    /// When it does not say where it is.
    pub fn start(component: &Path, options: &[&str]) -> Result<Self> {
        let mut command = Command::new(greentic_tiny());
        command.arg("mcp").arg(component);
        command.args(["--http", "127.0.0.1:0"]).args(options);
        command
            .stdin(Stdio::null())
            .stdout(Stdio::null())
            .stderr(Stdio::piped());
        let mut child = command.spawn()?;
        let errors = child.stderr.take().context("its errors")?;
        let mut errors = BufReader::new(errors);
        let mut seen = String::new();
        let url = loop {
            let mut line = String::new();
            if errors.read_line(&mut line)? == 0 {
                let _ = child.kill();
                let _ = child.wait();
                bail!("it ended and said: {seen}");
            }
            let at = line.find("http://").or_else(|| line.find("https://"));
            if let Some(at) = at {
                break line[at..].trim().to_owned();
            }
            seen.push_str(&line);
        };
        // What else it says goes nowhere, but has to go.
        std::thread::spawn(move || std::io::copy(&mut errors, &mut std::io::sink()));
        let (_, rest) = url.split_once("://").context("a URL")?;
        let address = rest.split('/').next().unwrap_or_default().parse()?;
        Ok(Self {
            child,
            address,
            url,
        })
    }

    /// Returns the number of its process.
    pub fn process(&self) -> u32 {
        self.child.id()
    }

    /// Returns where it listens.
    pub fn address(&self) -> SocketAddr {
        self.address
    }

    /// Returns the URL for clients.
    pub fn url(&self) -> &str {
        &self.url
    }

    /// Asks it to end, and returns how it did.
    ///
    /// # Errors
    ///
    /// When it has not within a time.
    pub fn stop(mut self, time: Duration) -> Result<Option<i32>> {
        let process = self.child.id().to_string();
        Command::new("kill").args(["-TERM", &process]).status()?;
        ended(&mut self.child, time)
    }

    /// Sends a request, and reads all of the answer.
    ///
    /// # Errors
    ///
    /// When there is none.
    pub fn exchange(
        &self,
        method: &str,
        path: &str,
        headers: &[(&str, &str)],
        body: &[u8],
    ) -> Result<Reply> {
        exchange(self.address, method, path, headers, body)
    }

    /// Returns what it says about itself at `/health`.
    ///
    /// # Errors
    ///
    /// When it does not.
    pub fn health(&self) -> Result<Value> {
        let reply = self.exchange("GET", "/health", &[], b"")?;
        if reply.status != 200 {
            bail!("/health answers {}", reply.status);
        }
        Ok(serde_json::from_slice(&reply.body)?)
    }

    /// Waits until no call is under way.
    ///
    /// # Errors
    ///
    /// When one goes on for longer.
    pub fn wait_until_idle(&self, time: Duration) -> Result<()> {
        self.wait_for(time, |health| health["calls"] == 0)
    }

    /// Waits until a call is under way.
    ///
    /// # Errors
    ///
    /// When none is begun.
    pub fn wait_until_busy(&self) -> Result<()> {
        self.wait_for(PATIENCE, |health| health["calls"] != 0)
    }

    /// Waits until it has neither a call nor a session.
    ///
    /// # Errors
    ///
    /// When one is left for longer.
    pub fn wait_until_empty(&self, time: Duration) -> Result<()> {
        self.wait_for(time, |health| {
            health["calls"] == 0 && health["sessions"] == 0
        })
    }

    fn wait_for(&self, time: Duration, what: impl Fn(&Value) -> bool) -> Result<()> {
        let end = Instant::now() + time;
        loop {
            let health = self.health()?;
            if what(&health) {
                return Ok(());
            }
            if Instant::now() > end {
                bail!("it is {health} after {time:?}");
            }
            std::thread::sleep(Duration::from_millis(10));
        }
    }

    /// Begins a session.
    ///
    /// # Errors
    ///
    /// When it is not let in.
    pub fn session(&self, revision: &str) -> Result<HttpSession> {
        HttpSession::begin(self.address, revision)
    }
}

impl Drop for HttpServer {
    fn drop(&mut self) {
        // It may have ended already.
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

impl HttpSession {
    /// Begins a session.
    ///
    /// # Errors
    ///
    /// When it is not let in.
    pub fn begin(address: SocketAddr, revision: &str) -> Result<Self> {
        let params = super::initialize(revision);
        let message =
            json!({ "jsonrpc": "2.0", "id": 0, "method": "initialize", "params": params });
        let reply = post(address, &[], &message)?;
        let Some(id) = reply.header("mcp-session-id") else {
            let body = String::from_utf8_lossy(&reply.body);
            bail!("there is no session, but {}: {body}", reply.status);
        };
        let session = Self {
            address,
            id: id.to_owned(),
            revision: revision.to_owned(),
        };
        let message = json!({ "jsonrpc": "2.0", "method": "notifications/initialized" });
        let reply = session.post(&message)?;
        if reply.status != 202 {
            bail!("the notification was answered with {}", reply.status);
        }
        Ok(session)
    }

    /// Returns its identifier.
    pub fn id(&self) -> &str {
        &self.id
    }

    /// Returns the lines of the head that its requests have.
    pub fn headers(&self) -> [(&str, &str); 2] {
        [
            ("mcp-session-id", &self.id),
            ("mcp-protocol-version", &self.revision),
        ]
    }

    /// Sends a message.
    ///
    /// # Errors
    ///
    /// When there is no answer.
    pub fn post(&self, message: &Value) -> Result<Reply> {
        post(self.address, &self.headers(), message)
    }

    /// Returns the answer to a request, after what else came on its stream.
    ///
    /// # Errors
    ///
    /// When there is none.
    pub fn request(&self, id: u64, method: &str, params: &Value) -> Result<Value> {
        let message = json!({ "jsonrpc": "2.0", "id": id, "method": method, "params": params });
        let reply = self.post(&message)?;
        let found = reply
            .messages()?
            .into_iter()
            .find(|found| found["id"] == id);
        found.with_context(|| {
            let body = String::from_utf8_lossy(&reply.body);
            format!("there is no answer to {id}, but {}: {body}", reply.status)
        })
    }

    /// Begins a request, and leaves it to the caller when to read or to break off.
    ///
    /// # Errors
    ///
    /// When it cannot be sent.
    pub fn begin_request(&self, id: u64, method: &str, params: &Value) -> Result<TcpStream> {
        let message = json!({ "jsonrpc": "2.0", "id": id, "method": method, "params": params });
        let head = head(self.address, "POST", "/mcp", &with_types(&self.headers()));
        let body = message.to_string();
        let mut stream = connect(self.address)?;
        write!(stream, "{head}content-length: {}\r\n\r\n{body}", body.len())?;
        Ok(stream)
    }

    /// Closes it.
    ///
    /// # Errors
    ///
    /// When there is no answer.
    pub fn end(self) -> Result<u16> {
        Ok(exchange(self.address, "DELETE", "/mcp", &self.headers(), b"")?.status)
    }
}
