//! Many sessions on streams, hostile ones among them: every request has its answer,
//! memory has a bound, and no server outlives its client.

use std::io::Write as _;
use std::process::{Command, Stdio};
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread;
use std::time::{Duration, Instant};

use anyhow::{Context as _, Result};
use greentic_testkit::command::greentic_tiny;
use greentic_testkit::guests::component;
use greentic_testkit::mcp::{StdioServer, number, peak_memory};
use serde_json::{Value, json};

const EVERYTHING: &str = "conformance-mcp-v25-6-18";

/// Sessions on streams, each a process.
fn processes() -> usize {
    number("MCP_PROCESSES", 30)
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
fn each_of_many_requests_at_once_is_answered_once() -> Result<()> {
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
fn a_client_that_reads_nothing_is_not_served_without_end() -> Result<()> {
    let mut server = Command::new(greentic_tiny())
        .arg("mcp")
        .arg(component("mcp-tools"))
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()?;
    let mut input = server.stdin.take().context("its input")?;
    let answers = server.stdout.take().context("its output")?;
    let sent = Arc::new(AtomicUsize::new(0));
    let counted = Arc::clone(&sent);
    let client = thread::spawn(move || {
        let ping = b"{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"ping\"}\n";
        while counted.fetch_add(1, Ordering::Relaxed) < 1_000_000 {
            if input.write_all(ping).is_err() {
                break;
            }
        }
    });
    // What nobody reads fills the pipe, and then no more is taken.
    let mut before = 0;
    loop {
        thread::sleep(Duration::from_secs(1));
        let now = sent.load(Ordering::Relaxed);
        if now == before && now > 0 {
            break;
        }
        before = now;
    }
    assert!(before < 100_000, "{before} requests were taken");
    if let Some(peak) = peak_memory(server.id()) {
        assert!(peak < 200 << 20, "{peak}");
    }
    // Nor is it kept up by a client that goes.
    drop(answers);
    let end = Instant::now() + Duration::from_secs(10);
    let ended = loop {
        if let Some(status) = server.try_wait()? {
            break Some(status);
        }
        if Instant::now() > end {
            server.kill()?;
            server.wait()?;
            break None;
        }
        thread::sleep(Duration::from_millis(10));
    };
    client.join().expect("no panic");
    assert!(ended.is_some(), "it went on");
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
