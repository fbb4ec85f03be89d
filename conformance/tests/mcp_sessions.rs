//! Many sessions, hostile ones among them: no answer is lost or mixed up, memory has a
//! bound, and nothing is left that runs.

use std::io::{Read as _, Write as _};
use std::net::TcpStream;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread;
use std::time::{Duration, Instant};

use anyhow::{Context as _, Result};
use greentic_testkit::guests::component;
use greentic_testkit::mcp::{
    HttpServer, HttpSession, StdioServer, memory_now, open_things, peak_memory, processor_ticks,
};
use serde_json::{Value, json};

const EVERYTHING: &str = "conformance-mcp-v25-6-18";

/// A number of clients, as many as the environment says.
fn count(variable: &str, otherwise: usize) -> usize {
    let told = std::env::var(variable).ok();
    told.map_or(otherwise, |told| told.parse().expect("a number"))
}

/// Sessions over HTTP, one after the other.
fn in_turn() -> usize {
    count("MCP_SESSIONS", 1_000)
}

/// Sessions over HTTP, side by side.
fn at_once() -> usize {
    count("MCP_AT_ONCE", 50)
}

/// Sessions on streams, each a process.
fn processes() -> usize {
    count("MCP_PROCESSES", 30)
}

/// Memory that the server may take at the most, whatever its clients do: calls at a
/// time have 64 MiB each at the most, and messages their own bounds.
const MOST_MEMORY: u64 = 1 << 30;

/// A question whose answer nobody else gets: what the tool was asked comes back.
fn ask(session: &HttpSession, id: u64, word: &str) -> Result<()> {
    let params = json!({ "name": "look-up", "arguments": { "term": word } });
    let answer = session.request(id, "tools/call", &params)?;
    let text = answer["result"]["content"][0]["text"].as_str();
    let text = text.with_context(|| answer.to_string())?;
    assert!(text.contains(&format!("`{word}`")), "{word}: {text}");
    Ok(())
}

fn health(server: &HttpServer) -> Result<Value> {
    let reply = server.exchange("GET", "/health", &[], b"")?;
    Ok(serde_json::from_slice(&reply.body)?)
}

/// Nothing is left: no session, no call, and no work.
fn is_quiet(server: &HttpServer) -> Result<()> {
    let end = Instant::now() + Duration::from_secs(20);
    loop {
        let now = health(server)?;
        if now["calls"] == 0 && now["sessions"] == 0 {
            break;
        }
        assert!(Instant::now() < end, "{now}");
        thread::sleep(Duration::from_millis(50));
    }
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
    let server = HttpServer::start(component("mcp-tools"), &[])?;
    let turn = |at: usize| -> Result<()> {
        let session = server.session("2025-11-25")?;
        ask(&session, 1, &format!("word-{at}"))?;
        session.end()?;
        Ok(())
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
fn sessions_on_streams_end_with_their_clients() -> Result<()> {
    for at in 0..processes() {
        let mut server = StdioServer::agreed(component("mcp-tools"), &[], "2025-11-25")?;
        let word = format!("word-{at}");
        let params = json!({ "name": "look-up", "arguments": { "term": word } });
        let answer = server.request(1, "tools/call", &params)?;
        let text = answer["result"]["content"][0]["text"].to_string();
        assert!(text.contains(&word), "{text}");
        assert_eq!(server.end()?, (Vec::new(), Some(0)));
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
                    2 => half_request(server),
                    3 => misbehaves(server),
                    4 => leaves(server),
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
        let name = format!("n{at}-{id}");
        // The tool gives its arguments back.
        let params = json!({ "name": "ask", "arguments": { "name": name } });
        let answer = session.request(id, "tools/call", &params)?;
        let text = answer["result"]["content"][0]["text"].as_str();
        let expected = json!({ "name": name }).to_string();
        assert_eq!(text, Some(expected.as_str()), "{answer}");
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

/// Promises a body, and sends half of it.
fn half_request(server: &HttpServer) -> Result<()> {
    let mut stream = TcpStream::connect(server.address())?;
    write!(
        stream,
        "POST /mcp HTTP/1.1\r\nhost: localhost\r\ncontent-type: application/json\r\n\
         accept: application/json, text/event-stream\r\ncontent-length: 1000\r\n\r\n{{\"jsonrpc\""
    )?;
    thread::sleep(Duration::from_secs(2));
    Ok(())
}

/// Has tools loop, take memory and trap, and takes the errors.
fn misbehaves(server: &HttpServer) -> Result<()> {
    let session = server.session("2025-11-25")?;
    for (id, tool) in (1..).zip(["loop", "grab", "trap", "grab"]) {
        let params = json!({ "name": tool, "arguments": {} });
        let answer = session.request(id, "tools/call", &params)?;
        assert_eq!(answer["error"]["code"], -32603, "{answer}");
    }
    session.end()?;
    Ok(())
}

/// Begins calls, and goes away without a word.
fn leaves(server: &HttpServer) -> Result<()> {
    let session = server.session("2025-11-25")?;
    for id in 1..=5 {
        let params = json!({ "name": "loop", "arguments": {} });
        let stream = session.begin_request(id, "tools/call", &params)?;
        thread::sleep(Duration::from_millis(50));
        drop(stream);
    }
    Ok(())
}

#[test]
fn a_line_without_an_end_takes_no_memory() -> Result<()> {
    let mut server = StdioServer::agreed(component("mcp-tools"), &[], "2025-11-25")?;
    let chunk = vec![b'x'; 1 << 20];
    for _ in 0..500 {
        server.send_bytes(&chunk)?;
    }
    if let Some(peak) = peak_memory(server.process()) {
        println!("a line of 500 MiB: {peak} bytes at the most");
        assert!(peak < 200 << 20, "{peak}");
    }
    // Its end is found, and what follows is answered.
    server.send("")?;
    let refused = server.receive()?;
    assert_eq!(
        (&refused["id"], &refused["error"]["code"]),
        (&Value::Null, &json!(-32600))
    );
    assert_eq!(server.request(1, "ping", &json!({}))?["result"], json!({}));
    assert_eq!(server.end()?, (Vec::new(), Some(0)));
    Ok(())
}

#[test]
fn many_values_in_few_bytes_take_no_memory() -> Result<()> {
    let mut server = StdioServer::agreed(component("mcp-tools"), &[], "2025-11-25")?;
    let zeros = "0,".repeat(2_000_000);
    let line = format!(
        r#"{{"jsonrpc":"2.0","id":1,"method":"tools/call","params":{{"name":"look-up","arguments":{{"term":[{zeros}0]}}}}}}"#
    );
    for _ in 0..5 {
        let answer = server.answer(&line)?;
        assert_eq!(
            (&answer["id"], &answer["error"]["code"]),
            (&json!(1), &json!(-32602))
        );
    }
    if let Some(peak) = peak_memory(server.process()) {
        assert!(peak < 200 << 20, "{peak}");
    }
    Ok(())
}

#[test]
fn a_client_that_reads_nothing_is_not_served_without_end() -> Result<()> {
    let mut server = StdioServer::start(component(EVERYTHING), &[])?;
    server.send(
        &json!({
            "jsonrpc": "2.0", "id": 0, "method": "initialize",
            "params": greentic_testkit::mcp::initialize("2025-11-25"),
        })
        .to_string(),
    )?;
    server.receive()?;
    // More than may wait for an answer at a time: each has one, if only that.
    for id in 1..=2_000 {
        let call = json!({
            "jsonrpc": "2.0", "id": id, "method": "tools/call", "params": { "name": "count" },
        });
        server.send(&call.to_string())?;
    }
    let mut answered = std::collections::BTreeSet::new();
    for _ in 1..=2_000 {
        let answer = server.receive()?;
        let id = answer["id"].as_u64().context("an identifier")?;
        assert!(answered.insert(id), "{id} twice");
    }
    assert_eq!(answered.len(), 2_000);
    Ok(())
}

#[test]
fn a_server_does_not_outlive_its_client() -> Result<()> {
    let options = ["--deadline", "none"];
    let mut server = StdioServer::agreed(component(EVERYTHING), &options, "2025-11-25")?;
    for id in 1..=3 {
        let call = json!({
            "jsonrpc": "2.0", "id": id, "method": "tools/call", "params": { "name": "loop" },
        });
        server.send(&call.to_string())?;
    }
    thread::sleep(Duration::from_millis(300));
    let begun = Instant::now();
    let (rest, code) = server.end()?;
    assert!(begun.elapsed() < Duration::from_secs(10));
    assert_eq!(code, Some(0));
    assert!(rest.len() <= 3, "{rest:?}");
    Ok(())
}
