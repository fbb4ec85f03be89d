//! The end of calls, streams and servers over HTTP.

use std::io::{Read as _, Write as _};
use std::net::{Shutdown, TcpStream};
use std::time::{Duration, Instant};

use anyhow::Result;
use greentic_testkit::guests::component;
use greentic_testkit::mcp::HttpServer;
use serde_json::{Value, json};

const EVERYTHING: &str = "conformance-mcp-v25-6-18";

fn call(tool: &str) -> Value {
    json!({ "name": tool, "arguments": {} })
}

#[test]
fn a_client_that_goes_away_ends_its_calls() -> Result<()> {
    let options = ["--deadline", "none", "--resume", "0.5"];
    let server = HttpServer::start(component(EVERYTHING), &options)?;
    let session = server.session("2025-11-25")?;

    // The notification.
    let stream = session.begin_request(1, "tools/call", &call("loop"))?;
    server.wait_until_busy()?;
    let cancelled = json!({
        "jsonrpc": "2.0",
        "method": "notifications/cancelled",
        "params": { "requestId": 1 },
    });
    assert_eq!(session.post(&cancelled)?.status, 202);
    server.wait_until_idle(Duration::from_secs(2))?;
    drop(stream);

    // The connection, which nobody takes up again.
    let stream = session.begin_request(2, "tools/call", &call("loop"))?;
    server.wait_until_busy()?;
    stream.shutdown(Shutdown::Both)?;
    drop(stream);
    server.wait_until_idle(Duration::from_secs(3))?;

    // The session.
    let _stream = session.begin_request(3, "tools/call", &call("loop"))?;
    server.wait_until_busy()?;
    session.end()?;
    server.wait_until_idle(Duration::from_secs(2))?;

    // Without a session.
    let body = json!({
        "jsonrpc": "2.0",
        "id": 1,
        "method": "tools/call",
        "params": {
            "name": "loop",
            "arguments": {},
            "_meta": {
                "io.modelcontextprotocol/protocolVersion": "2026-07-28",
                "io.modelcontextprotocol/clientInfo": { "name": "test", "version": "1" },
                "io.modelcontextprotocol/clientCapabilities": {},
            },
        },
    });
    let body = body.to_string();
    let mut stream = TcpStream::connect(server.address())?;
    write!(
        stream,
        "POST /mcp HTTP/1.1\r\nhost: localhost\r\ncontent-type: application/json\r\n\
         accept: application/json, text/event-stream\r\nmcp-protocol-version: 2026-07-28\r\n\
         mcp-method: tools/call\r\nmcp-name: loop\r\ncontent-length: {}\r\n\r\n{body}",
        body.len()
    )?;
    server.wait_until_busy()?;
    drop(stream);
    server.wait_until_idle(Duration::from_secs(2))
}

#[test]
fn a_stream_that_broke_off_is_taken_up_again() -> Result<()> {
    let options = ["--deadline", "none", "--resume", "20"];
    let server = HttpServer::start(component(EVERYTHING), &options)?;
    let session = server.session("2025-11-25")?;
    let mut stream = session.begin_request(1, "tools/call", &call("all"))?;
    // The first event says where the stream is.
    let mut head = Vec::new();
    let mut byte = [0];
    let seen = |head: &[u8]| {
        let text = String::from_utf8_lossy(head).into_owned();
        let (_, rest) = text.split_once("id:")?;
        let (id, _) = rest.split_once('\n')?;
        Some(id.trim().to_owned())
    };
    let last = loop {
        if let Some(id) = seen(&head) {
            break id;
        }
        assert_eq!(
            stream.read(&mut byte)?,
            1,
            "{}",
            String::from_utf8_lossy(&head)
        );
        head.push(byte[0]);
    };
    drop(stream);
    let [id, revision] = session.headers();
    let headers = [
        id,
        revision,
        ("accept", "text/event-stream"),
        ("last-event-id", &last),
    ];
    let reply = server.exchange("GET", "/mcp", &headers, b"")?;
    assert_eq!(reply.status, 200);
    let answers = reply.messages()?;
    let answers: Vec<_> = answers.iter().filter(|found| found["id"] == 1).collect();
    assert_eq!(answers.len(), 1, "{reply:?}");
    assert_eq!(answers[0]["result"]["structuredContent"], json!({ "n": 1 }));
    Ok(())
}

#[test]
fn a_server_that_is_asked_to_end_lets_calls_end_first() -> Result<()> {
    let options = ["--deadline", "1"];
    let server = HttpServer::start(component(EVERYTHING), &options)?;
    let session = server.session("2025-11-25")?;
    let loops = std::thread::spawn(move || session.request(1, "tools/call", &call("loop")));
    server.wait_until_busy()?;
    assert_eq!(server.stop(Duration::from_secs(20))?, Some(0));
    let answer = loops.join().expect("no panic")?;
    assert_eq!(answer["error"]["data"]["limit"], "deadline");

    // One that does not end is ended.
    let options = ["--deadline", "none", "--grace", "0.5"];
    let server = HttpServer::start(component(EVERYTHING), &options)?;
    let session = server.session("2025-11-25")?;
    let stream = session.begin_request(1, "tools/call", &call("loop"))?;
    server.wait_until_busy()?;
    let begun = Instant::now();
    assert_eq!(server.stop(Duration::from_secs(20))?, Some(0));
    assert!(begun.elapsed() < Duration::from_secs(8));
    drop(stream);
    Ok(())
}
