//! A server over HTTP, and requests to it with nothing in between.

use std::io::{BufRead as _, BufReader, Read as _, Write as _};
use std::net::{SocketAddr, TcpStream};
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use anyhow::{Context as _, Result, bail};
use serde_json::{Value, json};

use crate::command::greentic_tiny;

/// How long a test waits for bytes.
const PATIENCE: Duration = Duration::from_secs(60);

/// A server that runs. Dropping it ends it.
#[derive(Debug)]
pub struct HttpServer {
    child: Child,
    address: SocketAddr,
    url: String,
}

/// What came back.
#[derive(Clone, Debug)]
pub struct Reply {
    /// The status.
    pub status: u16,
    /// The lines of the head after the first, with names in lower case.
    pub headers: Vec<(String, String)>,
    /// The body, put together.
    pub body: Vec<u8>,
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
        let end = Instant::now() + time;
        while Instant::now() < end {
            if let Some(status) = self.child.try_wait()? {
                return Ok(status.code());
            }
            std::thread::sleep(Duration::from_millis(5));
        }
        bail!("it goes on");
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

impl Reply {
    /// Returns a line of the head.
    pub fn header(&self, name: &str) -> Option<&str> {
        let found = self.headers.iter().find(|(found, _)| found == name);
        found.map(|(_, value)| value.as_str())
    }

    /// Returns the messages in the body: of a stream of events, or one.
    ///
    /// # Errors
    ///
    /// When there is something that is none.
    pub fn messages(&self) -> Result<Vec<Value>> {
        let text = std::str::from_utf8(&self.body)?;
        if self.header("content-type") != Some("text/event-stream") {
            return Ok(vec![serde_json::from_str(text)?]);
        }
        let data = text.lines().filter_map(|line| line.strip_prefix("data:"));
        let data = data.map(str::trim).filter(|data| !data.is_empty());
        data.map(|data| Ok(serde_json::from_str(data)?)).collect()
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

fn post(address: SocketAddr, headers: &[(&str, &str)], message: &Value) -> Result<Reply> {
    let body = message.to_string();
    exchange(
        address,
        "POST",
        "/mcp",
        &with_types(headers),
        body.as_bytes(),
    )
}

/// What every message is sent with.
fn with_types<'a>(headers: &[(&'a str, &'a str)]) -> Vec<(&'a str, &'a str)> {
    let mut headers = headers.to_vec();
    headers.push(("content-type", "application/json"));
    headers.push(("accept", "application/json, text/event-stream"));
    headers
}

fn connect(address: SocketAddr) -> Result<TcpStream> {
    let stream = TcpStream::connect(address)?;
    stream.set_read_timeout(Some(PATIENCE))?;
    stream.set_write_timeout(Some(PATIENCE))?;
    stream.set_nodelay(true)?;
    Ok(stream)
}

fn head(address: SocketAddr, method: &str, path: &str, headers: &[(&str, &str)]) -> String {
    let mut head = format!("{method} {path} HTTP/1.1\r\nconnection: close\r\n");
    if !headers.iter().any(|(name, _)| *name == "host") {
        head.push_str(&format!("host: {address}\r\n"));
    }
    for (name, value) in headers {
        head.push_str(&format!("{name}: {value}\r\n"));
    }
    head
}

fn exchange(
    address: SocketAddr,
    method: &str,
    path: &str,
    headers: &[(&str, &str)],
    body: &[u8],
) -> Result<Reply> {
    let mut stream = connect(address)?;
    let head = head(address, method, path, headers);
    write!(stream, "{head}content-length: {}\r\n\r\n", body.len())?;
    // A server that does not want all of it may have closed its side.
    let _ = stream.write_all(body);
    read(stream)
}

fn read(stream: TcpStream) -> Result<Reply> {
    let mut reader = BufReader::new(stream);
    let mut line = String::new();
    reader.read_line(&mut line)?;
    let status = line.split(' ').nth(1).context("a status")?.parse()?;
    let mut headers = Vec::new();
    loop {
        line.clear();
        reader.read_line(&mut line)?;
        let Some((name, value)) = line.trim().split_once(':') else {
            break;
        };
        headers.push((name.to_ascii_lowercase(), value.trim().to_owned()));
    }
    let mut reply = Reply {
        status,
        headers,
        body: Vec::new(),
    };
    if reply.header("transfer-encoding") == Some("chunked") {
        loop {
            line.clear();
            reader.read_line(&mut line)?;
            let size = u64::from_str_radix(line.trim(), 16)?;
            (&mut reader).take(size).read_to_end(&mut reply.body)?;
            line.clear();
            reader.read_line(&mut line)?;
            if size == 0 {
                break;
            }
        }
    } else {
        let most = reply
            .header("content-length")
            .and_then(|text| text.parse().ok());
        reader
            .take(most.unwrap_or(u64::MAX))
            .read_to_end(&mut reply.body)?;
    }
    Ok(reply)
}
