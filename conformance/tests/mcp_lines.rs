//! Answers of an MCP server to single lines of a client, wrong ones among them. The right
//! answers stand beside the lines in `mcp_lines/lines.txt`, with the sections that say
//! so.

use std::time::Duration;

use anyhow::{Context as _, Result, bail};
use greentic_testkit::guests::component;
use greentic_testkit::mcp::StdioServer;
use serde_json::{Value, json};

/// A line, and what the answer has to contain.
struct Case {
    bytes: Vec<u8>,
    answer: Option<Value>,
}

/// As it stands in the file.
fn cases() -> Result<Vec<Case>> {
    let mut cases = Vec::new();
    let mut sent = None;
    for line in include_str!("mcp_lines/lines.txt").lines() {
        if let Some(text) = line.strip_prefix("> ") {
            sent = Some(text.as_bytes().to_vec());
        } else if let Some(text) = line.strip_prefix("b> ") {
            sent = Some(unescaped(text)?);
        } else if let Some(answer) = line.strip_prefix('<') {
            let answer = Some(answer.trim()).filter(|answer| !answer.is_empty());
            cases.push(Case {
                bytes: sent.take().context("an answer to no line")?,
                answer: answer.map(serde_json::from_str).transpose()?,
            });
        } else if !line.is_empty() && !line.starts_with('#') {
            bail!("what is {line:?}?");
        }
    }
    Ok(cases)
}

fn unescaped(text: &str) -> Result<Vec<u8>> {
    let mut bytes = Vec::new();
    let mut rest = text.bytes();
    while let Some(byte) = rest.next() {
        bytes.push(match byte {
            b'\\' => match rest.next() {
                Some(b'x') => {
                    let digits = [rest.next(), rest.next()].map(Option::unwrap_or_default);
                    u8::from_str_radix(std::str::from_utf8(&digits)?, 16)?
                }
                Some(b'r') => b'\r',
                Some(b'\\') => b'\\',
                other => bail!("what is \\{other:?}?"),
            },
            byte => byte,
        });
    }
    Ok(bytes)
}

/// Returns whether everything that is expected is there: members of objects, and items of
/// arrays in their order.
fn contains(found: &Value, expected: &Value) -> bool {
    match (found, expected) {
        (Value::Object(found), Value::Object(expected)) => expected
            .iter()
            .all(|(name, value)| found.get(name).is_some_and(|found| contains(found, value))),
        (Value::Array(found), Value::Array(expected)) => {
            found.len() == expected.len() && found.iter().zip(expected).all(|(a, b)| contains(a, b))
        }
        (found, expected) => found == expected,
    }
}

#[test]
fn every_line_has_its_right_answer() -> Result<()> {
    let cases = cases()?;
    assert_eq!(cases.len(), 47);
    let mut server = StdioServer::start(component("mcp-tools"), &[])?;
    for (at, Case { bytes, answer }) in cases.into_iter().enumerate() {
        let line = String::from_utf8_lossy(&bytes).into_owned();
        server.send_bytes(&bytes)?;
        server.send_bytes(b"\n")?;
        // What follows is answered too, whatever the line was.
        let after = json!(format!("after-{at}"));
        let ping = json!({ "jsonrpc": "2.0", "id": after, "method": "ping" });
        server.send(&ping.to_string())?;
        let mut answers = Vec::new();
        for _ in 0..=usize::from(answer.is_some()) {
            answers.push(server.receive()?);
        }
        answers.retain(|found| found["id"] != after);
        match answer {
            None => assert!(answers.is_empty(), "{line}\n{answers:?}"),
            Some(expected) => {
                let [found] = answers.as_slice() else {
                    panic!("{line}\n{answers:?}");
                };
                assert_eq!(found["jsonrpc"], "2.0", "{line}");
                assert!(contains(found, &expected), "{line}\n{found}\n{expected}");
            }
        }
    }
    // Nothing came late.
    assert_eq!(server.end()?, (Vec::new(), Some(0)));
    Ok(())
}

/// The check above can fail.
#[test]
fn what_is_missing_is_seen() {
    let found = json!({ "id": 1, "result": { "a": [1, { "b": 2 }] } });
    assert!(contains(&found, &json!({ "result": { "a": [1, {}] } })));
    for expected in [
        json!({ "id": 2 }),
        json!({ "result": { "a": [1] } }),
        json!({ "error": {} }),
        json!({ "result": { "a": [1, { "b": 3 }] } }),
    ] {
        assert!(!contains(&found, &expected), "{expected}");
    }
}

/// Two servers, each of which gets what the other one says.
#[test]
fn two_servers_do_not_keep_each_other_busy() -> Result<()> {
    let component = component("mcp-tools");
    for line in [
        "nonsense",
        "{}",
        "[]",
        r#"{"jsonrpc":"2.0","id":1}"#,
        r#"{"jsonrpc":"2.0","id":1,"method":"ping"}"#,
        r#"{"jsonrpc":"2.0","id":{},"method":"x"}"#,
    ] {
        let mut servers = [
            StdioServer::start(component, &[])?,
            StdioServer::start(component, &[])?,
        ];
        servers[0].send(line)?;
        let mut lines = 0;
        let mut from = 0;
        while let Some(said) = servers[from].receive_within(Duration::from_millis(700))? {
            lines += 1;
            assert!(lines < 5, "{line} goes to and fro: {said}");
            from = 1 - from;
            servers[from].send(&said.to_string())?;
        }
        assert!(lines <= 1, "{line}: {lines} lines");
    }
    Ok(())
}
