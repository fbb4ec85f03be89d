//! What `greentic-tiny mcp` answers to clients that keep to the protocol less
//! than the official ones do.

use std::io::{BufRead as _, BufReader, Lines, Write as _};
use std::process::{Child, ChildStdin, ChildStdout, Command, Stdio};

use anyhow::{Context as _, Result};
use greentic_testkit::command::greentic_tiny;
use greentic_testkit::guests::component;
use serde_json::{Value, json};

/// A server that runs.
struct Server {
    child: Child,
    input: Option<ChildStdin>,
    output: Lines<BufReader<ChildStdout>>,
}

impl Server {
    fn start(package: &str, options: &[&str]) -> Result<Self> {
        let mut command = Command::new(greentic_tiny());
        command.arg("mcp").arg(component(package)).args(options);
        command
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::null());
        let mut child = command.spawn()?;
        let output = child.stdout.take().context("its output")?;
        Ok(Self {
            input: child.stdin.take(),
            output: BufReader::new(output).lines(),
            child,
        })
    }

    /// One that has agreed on a revision.
    fn agreed(package: &str, revision: &str) -> Result<Self> {
        let mut server = Self::start(package, &[])?;
        let answer = server.request(0, "initialize", &initialize(revision))?;
        assert_eq!(answer["result"]["protocolVersion"], revision);
        server.send(r#"{"jsonrpc":"2.0","method":"notifications/initialized"}"#)?;
        Ok(server)
    }

    fn send(&mut self, line: &str) -> Result<()> {
        let input = self.input.as_mut().context("its input")?;
        Ok(writeln!(input, "{line}")?)
    }

    fn receive(&mut self) -> Result<Value> {
        let line = self.output.next().context("nothing more came")??;
        Ok(serde_json::from_str(&line)?)
    }

    /// The answer to one line.
    fn answer(&mut self, line: &str) -> Result<Value> {
        self.send(line)?;
        self.receive()
    }

    fn request(&mut self, id: impl Into<Value>, method: &str, params: &Value) -> Result<Value> {
        let id = id.into();
        let line = json!({ "jsonrpc": "2.0", "id": id, "method": method, "params": params });
        let answer = self.answer(&line.to_string())?;
        assert_eq!(answer["id"], id);
        Ok(answer)
    }

    /// The code of the error that is the answer.
    fn code(&mut self, method: &str, params: &Value) -> Result<Value> {
        Ok(self.request(7, method, params)?["error"]["code"].take())
    }

    /// Closes its input; gives what else came, and how it ended.
    fn end(mut self) -> Result<(Vec<String>, Option<i32>)> {
        drop(self.input.take());
        let rest = self.output.by_ref().collect::<Result<_, _>>()?;
        Ok((rest, self.child.wait()?.code()))
    }
}

impl Drop for Server {
    /// A test that fails leaves nothing that runs.
    fn drop(&mut self) {
        // It may have ended already.
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

fn initialize(revision: &str) -> Value {
    json!({
        "protocolVersion": revision,
        "capabilities": {},
        "clientInfo": { "name": "test", "version": "1" },
    })
}

fn call(tool: &str) -> Value {
    json!({ "name": tool })
}

const EVERYTHING: &str = "conformance-mcp-v25-6-18";

#[test]
fn errors_of_the_protocol_have_their_codes_and_end_nothing() -> Result<()> {
    let mut server = Server::start(EVERYTHING, &[])?;
    // Before the session has begun.
    assert_eq!(server.code("tools/list", &json!({}))?, -32600);
    assert_eq!(server.code("server/discover", &json!({}))?, -32601);
    assert_eq!(server.code("initialize", &json!({}))?, -32602);
    assert_eq!(server.request(1, "ping", &json!({}))?["result"], json!({}));
    let params = initialize("2025-06-18");
    assert!(server.request(2, "initialize", &params)?["error"].is_null());
    assert_eq!(server.code("initialize", &params)?, -32600);

    let parse = server.answer("{\"jsonrpc\":")?;
    assert_eq!(
        (&parse["id"], &parse["error"]["code"]),
        (&Value::Null, &json!(-32700))
    );
    let batch = server.answer(r#"[{"jsonrpc":"2.0","id":1,"method":"ping"}]"#)?;
    assert_eq!(batch["error"]["code"], -32600);

    for method in [
        "tools/none",
        "logging/setLevel",
        "resources/subscribe",
        "",
        "sampling/x",
    ] {
        assert_eq!(server.code(method, &json!({}))?, -32601, "{method}");
    }
    for (method, params) in [
        ("tools/call", json!({})),
        ("tools/call", json!({ "name": 1 })),
        ("tools/call", json!({ "name": "all", "arguments": [] })),
        ("tools/list", json!({ "cursor": "2" })),
        ("resources/read", json!({ "uri": null })),
        ("prompts/get", json!({ "name": "talk", "arguments": "x" })),
        ("completion/complete", json!({ "ref": {} })),
        ("tools/list", json!([])),
    ] {
        assert_eq!(server.code(method, &params)?, -32602, "{method} {params}");
    }
    assert!(server.request("id", "tools/list", &json!({}))?["error"].is_null());
    let (rest, code) = server.end()?;
    assert_eq!((rest.len(), code), (0, Some(0)));
    Ok(())
}

#[test]
fn what_was_asked_is_answered_though_the_client_leaves() -> Result<()> {
    let mut server = Server::agreed(EVERYTHING, "2025-06-18")?;
    for id in [json!(u64::MAX), json!(-1), json!("ä")] {
        let line = json!({ "jsonrpc": "2.0", "id": id, "method": "tools/list" });
        server.send(&line.to_string())?;
    }
    let (rest, code) = server.end()?;
    assert_eq!((rest.len(), code), (3, Some(0)));
    for (line, id) in rest.iter().zip([json!(u64::MAX), json!(-1), json!("ä")]) {
        assert_eq!(serde_json::from_str::<Value>(line)?["id"], id);
    }
    Ok(())
}

#[test]
fn earlier_revisions_do_not_get_what_they_do_not_know() -> Result<()> {
    let kinds = |answer: &Value| -> Vec<String> {
        let content = answer["result"]["content"].as_array().into_iter().flatten();
        content
            .filter_map(|block| block["type"].as_str())
            .map(String::from)
            .collect()
    };
    let params = json!({ "name": "all", "_meta": { "progressToken": 1 } });
    let mut server = Server::agreed(EVERYTHING, "2024-11-05")?;
    let tools = server.request(1, "tools/list", &json!({}))?;
    for member in ["title", "annotations", "outputSchema"] {
        assert_eq!(tools["result"]["tools"][0].get(member), None, "{member}");
    }
    let answer = server.request(2, "tools/call", &call("all"))?;
    assert_eq!(
        kinds(&answer),
        ["text", "image", "text", "text", "resource", "resource"]
    );
    assert_eq!(answer["result"].get("structuredContent"), None);
    // A question, which has no place there.
    let answer = server.request(3, "tools/call", &call("ask"))?;
    assert_eq!(answer["result"]["isError"], true);

    let mut server = Server::agreed(EVERYTHING, "2025-03-26")?;
    let tools = server.request(1, "tools/list", &json!({}))?;
    assert_eq!(
        tools["result"]["tools"][0]["annotations"]["title"],
        "Tool all"
    );
    let line = json!({ "jsonrpc": "2.0", "id": 2, "method": "tools/call", "params": params });
    let note = server.answer(&line.to_string())?;
    assert_eq!(note["method"], "notifications/progress");
    assert_eq!(note["params"]["progressToken"], 1);
    assert_eq!(
        (
            server.receive()?["method"].take(),
            server.receive()?["method"].take()
        ),
        (
            json!("notifications/progress"),
            json!("notifications/progress"),
        )
    );
    let answer = server.receive()?;
    assert_eq!(
        kinds(&answer),
        ["text", "image", "audio", "text", "resource", "resource"]
    );
    Ok(())
}

#[test]
fn batches_are_answered_where_the_revision_has_them() -> Result<()> {
    let mut server = Server::agreed("conformance-mcp-v25-3-26", "2025-03-26")?;
    let batch = json!([
        { "jsonrpc": "2.0", "id": 1, "method": "ping" },
        { "jsonrpc": "2.0", "method": "notifications/progress", "params": {} },
        { "jsonrpc": "2.0", "id": 2, "method": "tools/none" },
        3,
    ]);
    let answers = server.answer(&batch.to_string())?;
    assert_eq!(
        answers[0],
        json!({ "jsonrpc": "2.0", "id": 1, "result": {} })
    );
    assert_eq!(
        (&answers[1]["id"], &answers[1]["error"]["code"]),
        (&json!(2), &json!(-32601))
    );
    assert_eq!(answers[2]["error"]["code"], -32600);
    assert_eq!(answers.as_array().map(Vec::len), Some(3));
    // Nothing to answer, no answer: the next line is the one to the ping.
    server.send(r#"[{"jsonrpc":"2.0","method":"notifications/progress"}]"#)?;
    assert_eq!(server.request(4, "ping", &json!({}))?["result"], json!({}));
    Ok(())
}

#[test]
fn a_running_call_keeps_nobody_from_being_heard() -> Result<()> {
    let mut server = Server::start(EVERYTHING, &["--deadline", "none"])?;
    server.request(0, "initialize", &initialize("2025-06-18"))?;
    let endless = json!({
        "jsonrpc": "2.0", "id": 1, "method": "tools/call", "params": call("loop"),
    });
    server.send(&endless.to_string())?;
    assert_eq!(server.request(2, "ping", &json!({}))?["result"], json!({}));
    // One that waits for its turn, and is cancelled before that.
    server.send(&endless.to_string().replace("\"id\":1", "\"id\":3"))?;
    for id in [3, 1] {
        let cancelled = json!({
            "jsonrpc": "2.0",
            "method": "notifications/cancelled",
            "params": { "requestId": id },
        });
        server.send(&cancelled.to_string())?;
    }
    // Neither is answered.
    let answer = server.request(4, "tools/call", &call("count"))?;
    assert_eq!(answer["result"]["content"][0]["text"], "1");
    assert_eq!(server.end()?, (Vec::new(), Some(0)));
    Ok(())
}

#[test]
fn what_is_no_router_is_refused_before_anything_is_said() -> Result<()> {
    let server = Server::start("node-minimal", &[])?;
    assert_eq!(server.end()?, (Vec::new(), Some(3)));
    Ok(())
}
