//! Many sessions over HTTP, hostile ones among them: no answer is lost or mixed up,
//! memory has a bound, and nothing is left that runs.

use std::io::{Read as _, Write as _};
use std::net::TcpStream;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread;
use std::time::Duration;

use anyhow::{Context as _, Result};
use greentic_testkit::guests::component;
use greentic_testkit::mcp::{
    HttpServer, HttpSession, memory_now, number, open_things, peak_memory, processor_ticks,
};
use serde_json::json;

const EVERYTHING: &str = "conformance-mcp-v25-6-18";

/// Sessions over HTTP, one after the other.
fn in_turn() -> usize {
    number("MCP_SESSIONS", 1_000)
}

/// Sessions over HTTP, side by side.
fn at_once() -> usize {
    number("MCP_AT_ONCE", 50)
}

/// Memory that the server may take at the most, whatever its clients do: calls at a
/// time have 64 MiB each at the most, and messages their own bounds.
const MOST_MEMORY: u64 = 1 << 30;

/// Asks what nobody else asks, and wants it back.
fn ask(session: &HttpSession, id: u64, name: &str) -> Result<()> {
    // The tool gives its arguments back.
    let arguments = json!({ "name": name });
    let params = json!({ "name": "ask", "arguments": arguments });
    let answer = session.request(id, "tools/call", &params)?;
    let text = answer["result"]["content"][0]["text"].as_str();
    assert_eq!(text, Some(arguments.to_string().as_str()), "{answer}");
    Ok(())
}

/// Nothing is left: no session, no call, and no work.
fn is_quiet(server: &HttpServer) -> Result<()> {
    server.wait_until_empty(Duration::from_secs(20))?;
    let Some(before) = processor_ticks(server.process()) else {
        return Ok(());
    };
    thread::sleep(Duration::from_secs(2));
    let after = processor_ticks(server.process()).context("its time")?;
    // Of 200 ticks that there were.
    assert!(after - before < 40, "{} ticks", after - before);
    Ok(())
}

#[test]
fn a_thousand_sessions_in_turn_leave_nothing_behind() -> Result<()> {
    let options = ["--deadline", "1", "--resume", "0.2", "--session-idle", "2"];
    let server = HttpServer::start(component(EVERYTHING), &options)?;
    let turn = |at: usize| -> Result<()> {
        // Each tenth one does not keep to the protocol.
        match at % 40 {
            9 => large_body(&server, true),
            19 => half_request(&server, Duration::ZERO),
            29 => leaves(&server, 1),
            39 => misbehaves(&server, &["trap", "grab"]),
            _ => {
                let session = server.session("2025-11-25")?;
                ask(&session, 1, &format!("session-{at}"))?;
                session.end()?;
                Ok(())
            }
        }
    };
    let all = in_turn();
    for at in 0..all / 10 {
        turn(at)?;
    }
    let before = memory_now(server.process());
    let open = open_things(server.process());
    for at in all / 10..all {
        turn(at)?;
    }
    is_quiet(&server)?;
    if let (Some(before), Some(after)) = (before, memory_now(server.process())) {
        let grown = after.saturating_sub(before);
        println!("{all} sessions in turn: {before} bytes, and {grown} more");
        // 40 MB would be 45 KB a session.
        assert!(grown < 40 << 20, "{before} -> {after}");
    }
    let after = open_things(server.process());
    if let (Some((before, _)), Some((after, _))) = (open, after) {
        assert!(
            after <= before + 8,
            "{before} -> {after} files and connections"
        );
    }
    Ok(())
}

#[test]
fn fifty_sessions_at_once_with_hostile_ones_among_them() -> Result<()> {
    let options = ["--deadline", "1", "--resume", "0.5", "--session-idle", "3"];
    let server = HttpServer::start(component(EVERYTHING), &options)?;
    let open = open_things(server.process());
    let honest = AtomicUsize::new(0);
    let all = at_once();
    thread::scope(|scope| {
        let mut clients = Vec::new();
        for at in 0..all {
            let (server, honest) = (&server, &honest);
            clients.push(scope.spawn(move || -> Result<()> {
                // Each sixth one keeps to the protocol.
                match at % 6 {
                    0 => friendly(server, at).map(|()| {
                        honest.fetch_add(1, Ordering::Relaxed);
                    }),
                    1 => large_body(server, at % 4 == 1),
                    2 => half_request(server, Duration::from_secs(2)),
                    3 => misbehaves(server, &["loop", "grab", "trap", "grab"]),
                    4 => leaves(server, 5),
                    _ => endless_head(server),
                }
            }));
        }
        for client in clients {
            client.join().expect("no panic")?;
        }
        anyhow::Ok(())
    })?;
    assert_eq!(honest.into_inner(), all.div_ceil(6));
    is_quiet(&server)?;
    if let Some(peak) = peak_memory(server.process()) {
        println!("{all} sessions at once: {peak} bytes at the most");
        assert!(peak < MOST_MEMORY, "{peak}");
    }
    // Connections are given up, too.
    if let (Some((before, _)), Some((after, _))) = (open, open_things(server.process())) {
        assert!(
            after <= before + 8,
            "{before} -> {after} files and connections"
        );
    }
    // It still does what it is there for.
    friendly(&server, 0)
}

/// Asks twenty times, and wants its own answers.
fn friendly(server: &HttpServer, at: usize) -> Result<()> {
    let session = server.session("2025-06-18")?;
    for id in 1..=20 {
        ask(&session, id, &format!("session-{at}-{id}"))?;
    }
    session.end()?;
    Ok(())
}

/// Sends 100 MB where 4 MiB are allowed, and says so ahead or does not.
fn large_body(server: &HttpServer, says_so: bool) -> Result<()> {
    const CHUNK: usize = 1 << 20;
    const CHUNKS: usize = 100;
    let mut stream = TcpStream::connect(server.address())?;
    stream.set_write_timeout(Some(Duration::from_secs(20)))?;
    stream.set_read_timeout(Some(Duration::from_secs(20)))?;
    let length = if says_so {
        format!("content-length: {}", CHUNK * CHUNKS)
    } else {
        "transfer-encoding: chunked".to_owned()
    };
    write!(
        stream,
        "POST /mcp HTTP/1.1\r\nhost: localhost\r\ncontent-type: application/json\r\n\
         accept: application/json, text/event-stream\r\n{length}\r\n\r\n"
    )?;
    let chunk = vec![b'['; CHUNK];
    for _ in 0..CHUNKS {
        // It may hang up as soon as it has had enough.
        let sent = if says_so {
            stream.write_all(&chunk)
        } else {
            write!(stream, "{CHUNK:x}\r\n")
                .and_then(|()| stream.write_all(&chunk))
                .and_then(|()| stream.write_all(b"\r\n"))
        };
        if sent.is_err() {
            break;
        }
    }
    let mut answer = [0; 12];
    if stream.read_exact(&mut answer).is_ok() {
        assert_eq!(&answer, b"HTTP/1.1 413");
    }
    Ok(())
}

/// Sends a head that has no end.
fn endless_head(server: &HttpServer) -> Result<()> {
    let mut stream = TcpStream::connect(server.address())?;
    stream.set_write_timeout(Some(Duration::from_secs(20)))?;
    stream.set_read_timeout(Some(Duration::from_secs(20)))?;
    write!(stream, "POST /mcp HTTP/1.1\r\nhost: localhost\r\nx-long: ")?;
    let chunk = vec![b'x'; 1 << 20];
    let mut sent = 0;
    while sent < 100 && stream.write_all(&chunk).is_ok() {
        sent += 1;
    }
    assert!(sent < 100, "it took all of it");
    Ok(())
}

/// Promises a body, sends some of it, and waits.
fn half_request(server: &HttpServer, time: Duration) -> Result<()> {
    let mut stream = TcpStream::connect(server.address())?;
    write!(
        stream,
        "POST /mcp HTTP/1.1\r\nhost: localhost\r\ncontent-type: application/json\r\n\
         accept: application/json, text/event-stream\r\ncontent-length: 1000\r\n\r\n{{\"jsonrpc\""
    )?;
    thread::sleep(time);
    Ok(())
}

/// Has tools loop, take memory and trap, and takes the errors.
fn misbehaves(server: &HttpServer, tools: &[&str]) -> Result<()> {
    let session = server.session("2025-11-25")?;
    for (id, tool) in (1..).zip(tools) {
        let params = json!({ "name": tool, "arguments": {} });
        let answer = session.request(id, "tools/call", &params)?;
        assert_eq!(answer["error"]["code"], -32603, "{answer}");
    }
    session.end()?;
    Ok(())
}

/// Begins calls, and goes away without a word.
fn leaves(server: &HttpServer, calls: u64) -> Result<()> {
    let session = server.session("2025-11-25")?;
    for id in 1..=calls {
        let params = json!({ "name": "loop", "arguments": {} });
        let stream = session.begin_request(id, "tools/call", &params)?;
        thread::sleep(Duration::from_millis(50));
        drop(stream);
    }
    Ok(())
}
