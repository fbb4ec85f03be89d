//! Answers of `greentic-tiny mcp` to clients that keep to the protocol less than the
//! official ones do.

use anyhow::Result;
use greentic_testkit::guests::component;
use greentic_testkit::mcp::{StdioServer, initialize};
use serde_json::{Value, json};

/// A server that has agreed on a revision.
fn agreed(package: &str, revision: &str) -> Result<StdioServer> {
    StdioServer::agreed(component(package), &[], revision)
}

/// The code of the error that is the answer.
fn code(server: &mut StdioServer, method: &str, params: &Value) -> Result<Value> {
    Ok(server.request(7, method, params)?["error"]["code"].take())
}

fn call(tool: &str) -> Value {
    json!({ "name": tool })
}

const EVERYTHING: &str = "conformance-mcp-v25-6-18";

#[test]
fn errors_of_the_protocol_have_their_codes_and_end_nothing() -> Result<()> {
    let mut server = StdioServer::start(component(EVERYTHING), &[])?;
    // Before the session has begun: a request that brings no session along, as
    // revision 2026-07-28 has them, has to say what it would say.
    assert_eq!(code(&mut server, "tools/list", &json!({}))?, -32602);
    assert_eq!(code(&mut server, "server/discover", &json!({}))?, -32602);
    assert_eq!(code(&mut server, "initialize", &json!({}))?, -32602);
    assert_eq!(server.request(1, "ping", &json!({}))?["result"], json!({}));
    let params = initialize("2025-06-18");
    assert!(server.request(2, "initialize", &params)?["error"].is_null());
    assert_eq!(code(&mut server, "initialize", &params)?, -32600);

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
        assert_eq!(code(&mut server, method, &json!({}))?, -32601, "{method}");
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
        assert_eq!(
            code(&mut server, method, &params)?,
            -32602,
            "{method} {params}"
        );
    }
    assert!(server.request("id", "tools/list", &json!({}))?["error"].is_null());
    let (rest, code) = server.end()?;
    assert_eq!((rest.len(), code), (0, Some(0)));
    Ok(())
}

#[test]
fn what_was_asked_is_answered_though_the_client_leaves() -> Result<()> {
    let mut server = agreed(EVERYTHING, "2025-06-18")?;
    let asked = [json!(u64::MAX), json!(-1), json!("ä")];
    for id in &asked {
        let line = json!({ "jsonrpc": "2.0", "id": id, "method": "tools/list" });
        server.send(&line.to_string())?;
    }
    let (rest, code) = server.end()?;
    assert_eq!((rest.len(), code), (3, Some(0)));
    // In any order: they run side by side.
    let answers = rest.iter().map(|line| serde_json::from_str(line));
    let answers: Vec<Value> = answers.collect::<Result<_, _>>()?;
    for id in asked {
        assert!(answers.iter().any(|answer| answer["id"] == id), "{id}");
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
    let mut server = agreed(EVERYTHING, "2024-11-05")?;
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

    let mut server = agreed(EVERYTHING, "2025-03-26")?;
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
    let mut server = agreed("conformance-mcp-v25-3-26", "2025-03-26")?;
    let batch = json!([
        { "jsonrpc": "2.0", "id": 1, "method": "ping" },
        { "jsonrpc": "2.0", "method": "notifications/progress", "params": {} },
        { "jsonrpc": "2.0", "id": 2, "method": "tools/none" },
        3,
    ]);
    let answers = server.answer(&batch.to_string())?;
    // In any order.
    let answers = answers.as_array().expect("an array");
    assert_eq!(answers.len(), 3);
    let answer = |id: Value| answers.iter().find(|answer| answer["id"] == id);
    let pong = json!({ "jsonrpc": "2.0", "id": 1, "result": {} });
    assert_eq!(answer(json!(1)), Some(&pong));
    for (id, code) in [(json!(2), -32601), (Value::Null, -32600)] {
        let answer = answer(id).expect("an answer");
        assert_eq!(answer["error"]["code"], code, "{answer}");
    }
    // Nothing to answer, no answer: the next line is the one to the ping.
    server.send(r#"[{"jsonrpc":"2.0","method":"notifications/progress"}]"#)?;
    assert_eq!(server.request(4, "ping", &json!({}))?["result"], json!({}));
    Ok(())
}

#[test]
fn a_running_call_keeps_nobody_from_being_heard() -> Result<()> {
    let mut server = StdioServer::start(component(EVERYTHING), &["--deadline", "none"])?;
    server.request(0, "initialize", &initialize("2025-06-18"))?;
    let endless = json!({
        "jsonrpc": "2.0", "id": 1, "method": "tools/call", "params": call("loop"),
    });
    server.send(&endless.to_string())?;
    assert_eq!(server.request(2, "ping", &json!({}))?["result"], json!({}));
    // A second one, beside it.
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
    let server = StdioServer::start(component("node-minimal"), &[])?;
    assert_eq!(server.end()?, (Vec::new(), Some(3)));
    Ok(())
}

#[test]
fn the_newest_revision_is_spoken_without_a_beginning() -> Result<()> {
    let mut server = StdioServer::start(component(EVERYTHING), &[])?;
    let meta = |capabilities: Value| {
        json!({
            "io.modelcontextprotocol/protocolVersion": "2026-07-28",
            "io.modelcontextprotocol/clientInfo": { "name": "test", "version": "1" },
            "io.modelcontextprotocol/clientCapabilities": capabilities,
        })
    };
    let found = server.request(1, "server/discover", &json!({ "_meta": meta(json!({})) }))?;
    let versions = &found["result"]["supportedVersions"];
    assert_eq!(versions.as_array().map(Vec::len), Some(5), "{found}");
    let params = json!({ "name": "all", "arguments": {}, "_meta": meta(json!({})) });
    let answer = server.request(2, "tools/call", &params)?;
    assert_eq!(answer["result"]["structuredContent"], json!({ "n": 1 }));
    assert_eq!(answer["result"]["resultType"], "complete");

    // A question is an answer there, and its answer another request.
    let meta = meta(json!({ "elicitation": { "form": {} } }));
    let params = json!({ "name": "ask", "arguments": {}, "_meta": meta });
    let asked = server.request(3, "tools/call", &params)?["result"].take();
    assert_eq!(asked["resultType"], "input_required", "{asked}");
    let (key, question) = asked["inputRequests"]
        .as_object()
        .and_then(|requests| requests.iter().next())
        .expect("a question");
    assert_eq!(question["method"], "elicitation/create");
    let mut params = params;
    params["inputResponses"] = json!({
        key: { "action": "accept", "content": { "name": "Ada" } },
    });
    params["requestState"] = asked["requestState"].clone();
    let answer = server.request(4, "tools/call", &params)?;
    assert_eq!(answer["result"]["content"][0]["text"], r#"{"name":"Ada"}"#);
    Ok(())
}

#[test]
fn arguments_are_checked_unless_that_is_switched_off() -> Result<()> {
    let wrong = json!({ "name": "split-bill", "arguments": { "cents": "x", "people": 2 } });
    for (revision, in_result) in [
        ("2024-11-05", false),
        ("2025-06-18", false),
        ("2025-11-25", true),
    ] {
        let mut server = agreed("mcp-tools", revision)?;
        let answer = server.request(1, "tools/call", &wrong)?;
        let text = if in_result {
            assert_eq!(answer["result"]["isError"], true);
            answer["result"]["content"][0]["text"].clone()
        } else {
            assert_eq!(answer["error"]["code"], -32602);
            answer["error"]["message"].clone()
        };
        assert!(text.to_string().contains("argument `cents`"), "{text}");
        // A number without a fraction is an integer.
        let whole = r#"{"name":"split-bill","arguments":{"cents":1000.0,"people":3.0}}"#;
        let answer = server.request(2, "tools/call", &serde_json::from_str(whole)?)?;
        assert_eq!(answer["error"], Value::Null, "{answer}");
        if revision >= "2025-06-18" {
            let shares = json!({ "each": 333, "left": 1 });
            assert_eq!(answer["result"]["structuredContent"], shares);
        }
    }
    // The answer is checked, too.
    let liar = json!({ "name": "liar" });
    let mut server = agreed(EVERYTHING, "2025-06-18")?;
    let answer = server.request(1, "tools/call", &liar)?;
    assert!(
        answer["error"]["message"].to_string().contains("\\\"n\\\""),
        "{answer}"
    );

    let component = component(EVERYTHING);
    let mut server = StdioServer::agreed(component, &["--no-validate"], "2025-06-18")?;
    let answer = server.request(1, "tools/call", &liar)?;
    assert_eq!(answer["result"]["structuredContent"], json!({}));
    Ok(())
}
