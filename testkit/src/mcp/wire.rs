//! Requests over HTTP, and answers, with nothing in between.

use std::io::{BufRead as _, BufReader, Read as _, Write as _};
use std::net::{SocketAddr, TcpStream};

use anyhow::{Context as _, Result};
use serde_json::Value;

use super::PATIENCE;

/// The response to a message.
#[derive(Clone, Debug)]
pub struct Reply {
    /// The status.
    pub status: u16,
    /// The lines of the head after the first, with names in lower case.
    pub headers: Vec<(String, String)>,
    /// The body, put together.
    pub body: Vec<u8>,
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

pub(super) fn post(
    address: SocketAddr,
    headers: &[(&str, &str)],
    message: &Value,
) -> Result<Reply> {
    let body = message.to_string();
    exchange(
        address,
        "POST",
        "/mcp",
        &with_types(headers),
        body.as_bytes(),
    )
}

/// Returns the headers of a message, with those that every message has.
pub(super) fn with_types<'a>(headers: &[(&'a str, &'a str)]) -> Vec<(&'a str, &'a str)> {
    let mut headers = headers.to_vec();
    headers.push(("content-type", "application/json"));
    headers.push(("accept", "application/json, text/event-stream"));
    headers
}

pub(super) fn connect(address: SocketAddr) -> Result<TcpStream> {
    let stream = TcpStream::connect(address)?;
    stream.set_read_timeout(Some(PATIENCE))?;
    stream.set_write_timeout(Some(PATIENCE))?;
    stream.set_nodelay(true)?;
    Ok(stream)
}

pub(super) fn head(
    address: SocketAddr,
    method: &str,
    path: &str,
    headers: &[(&str, &str)],
) -> String {
    let mut head = format!("{method} {path} HTTP/1.1\r\nconnection: close\r\n");
    if !headers.iter().any(|(name, _)| *name == "host") {
        head.extend(["host: ", &address.to_string(), "\r\n"]);
    }
    for (name, value) in headers {
        head.extend([name, ": ", value, "\r\n"]);
    }
    head
}

pub(super) fn exchange(
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
