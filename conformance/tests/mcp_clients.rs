//! `greentic-tiny mcp` as the official clients of the protocol see it.

use std::path::PathBuf;
use std::process::Command;

use anyhow::{Context as _, Result};
use greentic_testkit::cargo::{scratch, workspace};
use greentic_testkit::command::greentic_tiny;
use greentic_testkit::guests::component;
use greentic_testkit::mcp::HttpServer;
use greentic_testkit::runtimes::{McpClients, mcp_clients, node, python, run};
use serde_json::{Value, json};

/// A client that others wrote.
#[derive(Clone, Debug)]
enum Program {
    /// The first line of the TypeScript SDK.
    Node(PathBuf),
    /// Its second line, which speaks the newest revision.
    Node2(McpClients),
    /// The Python SDK, which does too.
    Python(PathBuf),
    FastMcp(PathBuf),
}

#[derive(Clone, Copy, Debug)]
enum Transport {
    Stdio,
    Http,
}

/// A client, and how it reaches its server.
struct Client {
    program: Program,
    transport: Transport,
}

/// Those that can be had here, each over both transports.
fn clients() -> Result<Vec<Client>> {
    let node = node()?.map(Program::Node);
    let node2 = mcp_clients()?.map(Program::Node2);
    let python = python()?.map(Program::Python);
    let programs = node.into_iter().chain(node2).chain(python);
    Ok(programs.flat_map(|program| both(&program)).collect())
}

fn both(program: &Program) -> [Client; 2] {
    [Transport::Stdio, Transport::Http].map(|transport| Client {
        program: program.clone(),
        transport,
    })
}

/// The report of a client about a server.
struct Seen(Value);

impl Client {
    /// Has the client start or reach the server of a package and make the requests.
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
        let mut plan = json!({ "requests": requests, "elicitation": elicitation });
        let component = component(package);
        // As long as the client is there.
        let mut server = None;
        match self.transport {
            Transport::Stdio => {
                let file = component.to_str().context("a path in UTF-8")?;
                let mut args = vec!["mcp", file];
                args.extend(options);
                plan["command"] = json!(greentic_tiny());
                plan["args"] = json!(args);
            }
            Transport::Http => {
                let started = server.insert(HttpServer::start(component, options)?);
                plan["url"] = json!(started.url());
            }
        }
        let python = |interpreter: &PathBuf, script| {
            let mut command = Command::new(interpreter);
            command.arg(workspace().join("testkit/python").join(script));
            command
        };
        let (name, mut command) = match &self.program {
            Program::Node(folder) => {
                let mut command = Command::new("node");
                command.arg(folder.join("mcp.mjs"));
                ("node", command)
            }
            Program::Node2(clients) => {
                let mut command = Command::new(&clients.node);
                command.arg(clients.folder.join("client.mjs"));
                ("node2", command)
            }
            Program::Python(interpreter) => ("python", python(interpreter, "mcp_client.py")),
            Program::FastMcp(interpreter) => ("fastmcp", python(interpreter, "fastmcp_client.py")),
        };
        let file = format!("mcp-{test}-{name}-{:?}.json", self.transport);
        let path = scratch().join(file);
        std::fs::write(&path, plan.to_string())?;
        let output = run(command.arg(path))?;
        let seen: Value = serde_json::from_str(&output)?;
        // Lines that the client could not make sense of.
        assert_eq!(seen["faults"], json!([]), "{name}");
        Ok(Seen(seen))
    }

    /// The newest revision that it speaks with our servers.
    fn newest(&self) -> &'static str {
        match self.program {
            Program::Node(_) => "2025-11-25",
            _ => "2026-07-28",
        }
    }

    /// Returns whether the client hears of progress that comes together with the answer.
    fn hears_progress(&self) -> bool {
        matches!(self.program, Program::Python(_) | Program::FastMcp(_))
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

    /// The text that a tool failed with.
    fn failure(&self, at: usize) -> &str {
        assert_eq!(self.result(at)["isError"], true, "{at}");
        self.text(at)
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
        ]);
        let seen = client.talk("example", "mcp-tools", &[], &requests)?;
        assert_eq!(seen.0["server"]["protocol"], client.newest());
        assert_eq!(seen.0["server"]["info"]["name"], "mcp-tools");
        let tools = seen.result(0)["tools"].as_array().expect("tools");
        assert_eq!(tools.len(), 2);
        assert_eq!(tools[0]["title"], "Split a bill");
        let shares = json!({ "each": 333, "left": 1 });
        assert_eq!(seen.result(1)["structuredContent"], shares);
        assert!(seen.failure(2).contains("`people`"), "{}", seen.text(2));
        assert_eq!(seen.result(3)["isError"], true);
        assert_eq!(seen.text(3), "`W\"ä\u{1f30d}` is not in the glossary");
        assert_eq!(seen.error(4).0, -32602);
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
        if client.hears_progress() {
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
        let options = ["--deny-secret", "GREETING"];
        let seen = client.talk("errors", EVERYTHING, &options, &requests)?;
        assert_eq!(seen.result(0)["isError"], true);
        assert_eq!(seen.text(0), "did not work");
        assert_eq!(seen.failure(1), "{}");
        assert_eq!(seen.failure(2), "does not agree");
        assert_eq!(seen.error(3), (-32602, "not-found", "no tool no-such-tool"));
        assert_eq!(seen.error(4), (-32603, "execution-error", "broke off"));
        assert_eq!(seen.error(5).0, -32603);
        assert_eq!(seen.error(6), (-32602, "invalid-parameters", "no values"));
        assert_eq!(seen.error(7), (-32602, "not-found", "no-such-prompt"));
        assert_eq!(seen.error(8), (-32603, "execution-error", "on purpose"));
        // The code of its own was given up again with 2026-07-28.
        let code = if client.newest() < "2026-07-28" {
            -32002
        } else {
            -32602
        };
        assert_eq!(seen.error(9), (code, "", "demo:none"));
        assert_eq!(seen.error(10), (-32603, "execution-error", "on purpose"));
        assert_eq!(seen.error(11), (-32603, "execution-error", "denied"));
    }
    Ok(())
}

#[test]
fn a_call_that_is_stopped_costs_nothing_but_itself() -> Result<()> {
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
        // An instance for each call.
        assert_eq!((seen.text(0), seen.text(1)), ("1", "1"));
        let (code, kind, message) = seen.error(2);
        assert_eq!((code, kind), (-32603, "trap"));
        assert!(message.contains("`call-tool`"), "{message}");
        assert_eq!(seen.text(3), "1");
        assert_eq!(seen.error(4).0, -32603);
        assert_eq!(seen.0["answers"][4]["error"]["data"]["limit"], "deadline");
        assert_eq!((seen.text(5), seen.text(6)), ("1", "1"));
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
fn older_components_speak_newer_revisions_too() -> Result<()> {
    for client in clients()? {
        let requests = json!([{ "method": "tools/list" }, call("all")]);
        let seen = client.talk("first", "conformance-mcp-v24-11-5", &[], &requests)?;
        let server = &seen.0["server"];
        assert_eq!(server["protocol"], client.newest());
        assert_eq!(server["instructions"], "Use it.");
        assert_eq!(server["capabilities"], json!({ "tools": {} }));
        let tool = &seen.result(0)["tools"][0];
        assert_eq!(tool.get("outputSchema"), None);
        let content = &seen.result(1)["content"];
        assert_eq!(content[0]["annotations"]["priority"].as_f64(), Some(1.0));
        assert_eq!(content[1]["resource"]["blob"], "AAEC");
        assert_eq!(content[2]["text"], r#"{"n":1}"#);

        let seen = client.talk("second", "conformance-mcp-v25-3-26", &[], &requests)?;
        assert_eq!(seen.0["server"]["protocol"], client.newest());
        let tool = &seen.result(0)["tools"][0];
        assert_eq!(tool["annotations"], json!({ "destructiveHint": true }));
        assert_eq!(tool["inputSchema"]["type"], "object");
        assert_eq!(seen.text(1), "{}");
        assert_eq!(seen.result(1)["content"][1]["type"], "audio");
        if client.hears_progress() {
            assert_eq!(seen.0["answers"][1]["progress"][0]["message"], "done");
        }
    }
    Ok(())
}

#[test]
fn fastmcp_and_the_inspector_see_the_same() -> Result<()> {
    let requests = json!([
        { "method": "tools/list" },
        call("all"),
        { "method": "resources/list" },
        { "method": "resources/read", "params": { "uri": "demo:both" } },
        { "method": "prompts/list" },
        { "method": "prompts/get", "params": { "name": "talk" } },
    ]);
    if let Some(interpreter) = python()? {
        for client in both(&Program::FastMcp(interpreter)) {
            let seen = client.talk("fastmcp", EVERYTHING, &[], &requests)?;
            assert_eq!(seen.result(0)["tools"][0]["name"], "all");
            assert_eq!(seen.result(1)["structuredContent"], json!({ "n": 1 }));
            assert_eq!(seen.result(2)["resources"][0]["uri"], "demo:both");
            assert_eq!(seen.result(3)["contents"][1]["blob"], "AAEC");
            assert_eq!(seen.result(4)["prompts"][0]["name"], "talk");
            assert_eq!(seen.result(5)["messages"][0]["content"]["text"], "Tell me");
        }
    }
    let Some(clients) = mcp_clients()? else {
        return Ok(());
    };
    let server = HttpServer::start(component(EVERYTHING), &[])?;
    let inspect = |target: &[&str], more: &[&str]| -> Result<Value> {
        let inspector =
            "node_modules/@modelcontextprotocol/inspector/clients/launcher/build/index.js";
        let mut command = Command::new(&clients.node);
        command.arg(clients.folder.join(inspector)).arg("--cli");
        let output = run(command.args(target).args(more))?;
        Ok(serde_json::from_str(&output)?)
    };
    let command = greentic_tiny().to_str().context("a path in UTF-8")?;
    let file = component(EVERYTHING).to_str().context("a path in UTF-8")?;
    let stdio = [command, "mcp", file];
    let http = [server.url(), "--transport", "http"];
    for target in [stdio.as_slice(), http.as_slice()] {
        let tools = inspect(target, &["--method", "tools/list"])?;
        assert_eq!(tools["tools"][0]["name"], "all");
        let call = ["--method", "tools/call", "--tool-name", "all"];
        let answer = inspect(target, &call)?;
        assert_eq!(answer["structuredContent"], json!({ "n": 1 }));
    }
    Ok(())
}
