//! `greentic-tiny mcp` as the official clients of the protocol see it.

use std::path::PathBuf;
use std::process::Command;

use anyhow::{Context as _, Result};
use greentic_testkit::cargo::{scratch, workspace};
use greentic_testkit::command::greentic_tiny;
use greentic_testkit::guests::component;
use greentic_testkit::runtimes::{node, python, run};
use serde_json::{Value, json};

/// An official client.
enum Client {
    Node(PathBuf),
    Python(PathBuf),
}

/// Those that can be had here.
fn clients() -> Result<Vec<Client>> {
    let node = node()?.map(Client::Node);
    let python = python()?.map(Client::Python);
    Ok(node.into_iter().chain(python).collect())
}

/// What a client got from a server.
struct Seen(Value);

impl Client {
    /// Has the client start the server of a package and make the requests.
    /// `test` names the files that this leaves behind.
    fn talk(&self, test: &str, package: &str, options: &[&str], requests: &Value) -> Result<Seen> {
        self.talk_with(test, package, options, requests, &Value::Null)
    }

    /// The same, where the person answers every question so.
    fn talk_with(
        &self,
        test: &str,
        package: &str,
        options: &[&str],
        requests: &Value,
        elicitation: &Value,
    ) -> Result<Seen> {
        let file = component(package).to_str().context("a path in UTF-8")?;
        let mut args = vec!["mcp", file];
        args.extend(options);
        let plan = json!({
            "command": greentic_tiny(),
            "args": args,
            "requests": requests,
            "elicitation": elicitation,
        });
        let (name, mut command) = match self {
            Self::Node(folder) => {
                let mut command = Command::new("node");
                command.arg(folder.join("mcp.mjs"));
                ("node", command)
            }
            Self::Python(interpreter) => {
                let mut command = Command::new(interpreter);
                command.arg(workspace().join("testkit/python/mcp_client.py"));
                ("python", command)
            }
        };
        let path = scratch().join(format!("mcp-{test}-{name}.json"));
        std::fs::write(&path, plan.to_string())?;
        let output = run(command.arg(path))?;
        let seen: Value = serde_json::from_str(&output)?;
        // Lines that the client could not make sense of.
        assert_eq!(seen["faults"], json!([]), "{name}");
        Ok(Seen(seen))
    }
}

impl Seen {
    /// The result of the request with that number.
    fn result(&self, at: usize) -> &Value {
        let answer = &self.0["answers"][at];
        answer
            .get("result")
            .unwrap_or_else(|| panic!("{at}: {answer}"))
    }

    /// The text that a tool answered with.
    fn text(&self, at: usize) -> &str {
        let text = self.result(at)["content"][0]["text"].as_str();
        text.unwrap_or_else(|| panic!("{at}: {}", self.result(at)))
    }

    /// Code, kind and message of the error.
    fn error(&self, at: usize) -> (i64, &str, &str) {
        let error = &self.0["answers"][at]["error"];
        let code = error["code"].as_i64();
        let code = code.unwrap_or_else(|| panic!("{at}: {}", self.0["answers"][at]));
        let kind = error["data"]["kind"].as_str().unwrap_or_default();
        (code, kind, error["message"].as_str().unwrap_or_default())
    }
}

fn call(tool: &str) -> Value {
    json!({ "method": "tools/call", "params": { "name": tool, "arguments": {} } })
}

const EVERYTHING: &str = "conformance-mcp-v25-6-18";

#[test]
fn the_example_answers() -> Result<()> {
    for client in clients()? {
        let split = |arguments: Value| {
            json!({
                "method": "tools/call",
                "params": { "name": "split-bill", "arguments": arguments },
            })
        };
        let look_up = json!({
            "method": "tools/call",
            "params": { "name": "look-up", "arguments": { "term": "W\"ä\u{1f30d}" } },
        });
        let requests = json!([
            { "method": "tools/list" },
            split(json!({ "cents": 1000, "people": 3 })),
            split(json!({ "cents": 1000, "people": 0 })),
            look_up,
            call("no-such-tool"),
            { "method": "ping" },
        ]);
        let seen = client.talk("example", "mcp-tools", &[], &requests)?;
        assert_eq!(seen.0["server"]["protocol"], "2025-06-18");
        assert_eq!(seen.0["server"]["info"]["name"], "mcp-tools");
        let tools = seen.result(0)["tools"].as_array().expect("tools");
        assert_eq!(tools.len(), 2);
        assert_eq!(tools[0]["title"], "Split a bill");
        let shares = json!({ "each": 333, "left": 1 });
        assert_eq!(seen.result(1)["structuredContent"], shares);
        assert_eq!(seen.error(2).0, -32602);
        assert_eq!(seen.result(3)["isError"], true);
        assert_eq!(seen.text(3), "`W\"ä\u{1f30d}` is not in the glossary");
        assert_eq!(seen.error(4).0, -32602);
        assert_eq!(seen.result(5), &json!({}));
    }
    Ok(())
}

#[test]
fn every_kind_of_content_arrives() -> Result<()> {
    for client in clients()? {
        let requests = json!([
            { "method": "tools/list" },
            call("all"),
            call("liar"),
            { "method": "resources/list" },
            { "method": "resources/templates/list" },
            { "method": "resources/read", "params": { "uri": "demo:both" } },
            { "method": "prompts/list" },
            { "method": "prompts/get", "params": { "name": "talk" } },
            {
                "method": "completion/complete",
                "params": {
                    "ref": { "type": "ref/prompt", "name": "talk" },
                    "argument": { "name": "subject", "value": "we" },
                },
            },
        ]);
        let seen = client.talk("content", EVERYTHING, &[], &requests)?;
        let server = &seen.0["server"];
        assert_eq!(server["info"]["version"], "1.2.3");
        assert_eq!(server["info"]["title"], "Everything");
        assert_eq!(server["instructions"], "Try all of it.");
        for offer in ["tools", "resources", "prompts", "completions"] {
            assert!(server["capabilities"].get(offer).is_some(), "{server}");
        }
        let tool = &seen.result(0)["tools"][0];
        assert_eq!(tool["annotations"]["readOnlyHint"], true);
        assert_eq!(tool["_meta"]["example.com/colour"], "blue");

        let all = seen.result(1);
        let kinds = all["content"].as_array().expect("content").iter();
        let kinds: Vec<_> = kinds.filter_map(|block| block["type"].as_str()).collect();
        let expected = [
            "text",
            "image",
            "audio",
            "resource_link",
            "resource",
            "resource",
        ];
        assert_eq!(kinds, expected);
        assert_eq!(all["content"][0]["annotations"]["priority"], 0.1);
        assert_eq!(all["structuredContent"], json!({ "n": 1 }));
        let notes = seen.0["answers"][1]["progress"].as_array().expect("notes");
        let notes: Vec<_> = notes
            .iter()
            .filter_map(|note| note["progress"].as_f64())
            .collect();
        if matches!(client, Client::Python(_)) {
            assert_eq!(notes.len(), 3);
        }
        assert!(notes.is_sorted_by(|a, b| a < b), "{notes:?}");
        // The client does look at what it gets: this does not fit its schema.
        assert!(
            seen.0["answers"][2].get("result").is_none(),
            "{}",
            seen.0["answers"][2]
        );

        assert_eq!(seen.result(3)["resources"][0]["uri"], "demo:both");
        assert_eq!(seen.result(4)["resourceTemplates"], json!([]));
        assert_eq!(seen.result(5)["contents"][0]["text"], "some text");
        assert_eq!(seen.result(5)["contents"][1]["blob"], "AAEC");
        assert_eq!(
            seen.result(6)["prompts"][0]["arguments"][0]["name"],
            "subject"
        );
        assert_eq!(seen.result(7)["messages"][0]["content"]["text"], "Tell me");
        assert_eq!(seen.result(7)["messages"][1]["role"], "assistant");
        let values = &seen.result(8)["completion"]["values"];
        assert_eq!(values[0], "first");
        let input: Value = serde_json::from_str(values[1].as_str().expect("the input"))?;
        assert_eq!(input["argument"]["value"], "we");
    }
    Ok(())
}

#[test]
fn errors_have_the_codes_of_the_protocol() -> Result<()> {
    for client in clients()? {
        let prompt = |name| json!({ "method": "prompts/get", "params": { "name": name } });
        let resource = |uri| json!({ "method": "resources/read", "params": { "uri": uri } });
        let requests = json!([
            call("fail"),
            call("invalid"),
            call("schema"),
            call("no-such-tool"),
            call("broken"),
            call("no-object"),
            prompt("needs-values"),
            prompt("no-such-prompt"),
            prompt("broken"),
            resource("demo:none"),
            resource("demo:broken"),
            call("secret"),
        ]);
        let seen = client.talk("errors", EVERYTHING, &[], &requests)?;
        assert_eq!(seen.result(0)["isError"], true);
        assert_eq!(seen.text(0), "did not work");
        assert_eq!(seen.error(1), (-32602, "invalid-parameters", "{}"));
        assert_eq!(seen.error(2), (-32602, "schema-error", "does not agree"));
        assert_eq!(seen.error(3), (-32602, "not-found", "no tool no-such-tool"));
        assert_eq!(seen.error(4), (-32603, "execution-error", "broke off"));
        assert_eq!(seen.error(5).0, -32603);
        assert_eq!(seen.error(6), (-32602, "invalid-parameters", "no values"));
        assert_eq!(seen.error(7), (-32602, "not-found", "no-such-prompt"));
        assert_eq!(seen.error(8), (-32603, "execution-error", "on purpose"));
        assert_eq!(seen.error(9), (-32002, "", "demo:none"));
        assert_eq!(seen.error(10), (-32603, "execution-error", "on purpose"));
        // No option allows any secret.
        assert_eq!(seen.error(11), (-32603, "execution-error", "denied"));
    }
    Ok(())
}

#[test]
fn a_call_that_is_stopped_costs_its_instance_and_no_more() -> Result<()> {
    for client in clients()? {
        let count = call("count");
        let requests = json!([
            count,
            count,
            call("trap"),
            count,
            call("loop"),
            count,
            count
        ]);
        let options = ["--deadline", "0.3"];
        let seen = client.talk("stopped", EVERYTHING, &options, &requests)?;
        assert_eq!((seen.text(0), seen.text(1)), ("1", "2"));
        let (code, kind, message) = seen.error(2);
        assert_eq!((code, kind), (-32603, "trap"));
        assert!(message.contains("`call-tool`"), "{message}");
        assert_eq!(seen.text(3), "1");
        assert_eq!(seen.error(4).0, -32603);
        assert_eq!(seen.0["answers"][4]["error"]["data"]["limit"], "deadline");
        assert_eq!((seen.text(5), seen.text(6)), ("1", "2"));
    }
    Ok(())
}

#[test]
fn a_cancelled_call_stops() -> Result<()> {
    for client in clients()? {
        let mut endless = call("loop");
        endless["cancel"] = json!(300);
        let requests = json!([call("count"), endless, call("count")]);
        let options = ["--deadline", "none"];
        let seen = client.talk("cancelled", EVERYTHING, &options, &requests)?;
        assert_eq!(seen.text(0), "1");
        assert_eq!(seen.0["answers"][1], json!({ "cancelled": true }));
        // Nothing but the notification can have stopped it.
        assert_eq!(seen.text(2), "1");
    }
    Ok(())
}

#[test]
fn the_person_is_asked() -> Result<()> {
    for client in clients()? {
        let requests = json!([call("ask"), call("ask-for-ever")]);
        let ada = json!({ "action": "accept", "content": { "name": "Ada" } });
        let seen = client.talk_with("accepted", EVERYTHING, &[], &requests, &ada)?;
        assert_eq!(seen.text(0), r#"{"name":"Ada"}"#);
        let question = &seen.0["questions"][0];
        assert_eq!(question["message"], "A question\n\nWhat is your name?");
        assert_eq!(question["requestedSchema"]["required"], json!(["name"]));
        assert_eq!(seen.error(1).0, -32603);
        // One for the first call, and as many as are borne for the second.
        assert_eq!(seen.0["questions"].as_array().map(Vec::len), Some(11));

        let no = json!({ "action": "decline" });
        let requests = json!([call("ask")]);
        let seen = client.talk_with("declined", EVERYTHING, &[], &requests, &no)?;
        assert_eq!(seen.result(0)["isError"], true);
        assert!(
            seen.text(0).contains("What is your name?"),
            "{}",
            seen.text(0)
        );

        // A client that cannot ask: the model is told what to find out.
        let seen = client.talk("unasked", EVERYTHING, &[], &requests)?;
        assert_eq!(seen.result(0)["isError"], true);
        assert!(
            seen.text(0).contains("\"required\":[\"name\"]"),
            "{}",
            seen.text(0)
        );
    }
    Ok(())
}

#[test]
fn secrets_are_there_if_an_option_says_so() -> Result<()> {
    for client in clients()? {
        let options = ["--secret", "GREETING=Hello"];
        let seen = client.talk("secret", EVERYTHING, &options, &json!([call("secret")]))?;
        assert_eq!(seen.text(0), "Hello");
    }
    Ok(())
}

#[test]
fn older_components_speak_the_revisions_that_they_are_written_for() -> Result<()> {
    for client in clients()? {
        let requests = json!([{ "method": "tools/list" }, call("all")]);
        let seen = client.talk("first", "conformance-mcp-v24-11-5", &[], &requests)?;
        let server = &seen.0["server"];
        assert_eq!(server["protocol"], "2024-11-05");
        assert_eq!(server["instructions"], "Use it.");
        assert_eq!(server["capabilities"], json!({ "tools": {} }));
        let tool = &seen.result(0)["tools"][0];
        assert_eq!(tool.get("outputSchema"), None);
        let content = &seen.result(1)["content"];
        assert_eq!(content[0]["annotations"]["priority"].as_f64(), Some(1.0));
        assert_eq!(content[1]["resource"]["blob"], "AAEC");
        assert_eq!(content[2]["text"], r#"{"n":1}"#);

        let seen = client.talk("second", "conformance-mcp-v25-3-26", &[], &requests)?;
        assert_eq!(seen.0["server"]["protocol"], "2025-03-26");
        let tool = &seen.result(0)["tools"][0];
        assert_eq!(tool["annotations"], json!({ "destructiveHint": true }));
        assert_eq!(tool["inputSchema"]["type"], "object");
        assert_eq!(seen.text(1), "{}");
        assert_eq!(seen.result(1)["content"][1]["type"], "audio");
        if matches!(client, Client::Python(_)) {
            assert_eq!(seen.0["answers"][1]["progress"][0]["message"], "done");
        }
    }
    Ok(())
}
