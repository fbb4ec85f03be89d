//! The MCP server over HTTP, by requests with nothing in between.

use std::net::TcpStream;
use std::process::{Command, Stdio};
use std::time::Duration;

use anyhow::{Context as _, Result};
use greentic_testkit::cargo::scratch;
use greentic_testkit::command::greentic_tiny;
use greentic_testkit::guests::component;
use greentic_testkit::mcp::{HttpServer, initialize};
use serde_json::{Value, json};

const EVERYTHING: &str = "conformance-mcp-v25-6-18";

const REVISIONS: [&str; 4] = ["2024-11-05", "2025-03-26", "2025-06-18", "2025-11-25"];

fn call(tool: &str) -> Value {
    json!({ "name": tool, "arguments": {} })
}

#[test]
fn sessions_are_begun_used_and_ended() -> Result<()> {
    let server = HttpServer::start(component(EVERYTHING), &[])?;
    for revision in REVISIONS {
        let session = server.session(revision)?;
        let answer = session.request(1, "tools/call", &call("count"))?;
        assert_eq!(answer["result"]["content"][0]["text"], "1", "{revision}");
        // An instance for each call.
        let answer = session.request(2, "tools/call", &call("count"))?;
        assert_eq!(answer["result"]["content"][0]["text"], "1", "{revision}");
        let again = session.clone();
        assert!((200..300).contains(&session.end()?));
        let gone = again.post(&json!({ "jsonrpc": "2.0", "id": 3, "method": "ping" }))?;
        assert_eq!(gone.status, 404);
    }
    Ok(())
}

#[test]
fn the_newest_revision_needs_no_session() -> Result<()> {
    let server = HttpServer::start(component(EVERYTHING), &[])?;
    let meta = json!({
        "io.modelcontextprotocol/protocolVersion": "2026-07-28",
        "io.modelcontextprotocol/clientInfo": { "name": "test", "version": "1" },
        "io.modelcontextprotocol/clientCapabilities": {},
    });
    for (method, mut params) in [
        ("server/discover", json!({})),
        ("tools/list", json!({})),
        ("tools/call", call("all")),
    ] {
        params["_meta"] = meta.clone();
        let message = json!({ "jsonrpc": "2.0", "id": 1, "method": method, "params": params });
        let mut headers = vec![
            ("content-type", "application/json"),
            ("accept", "application/json, text/event-stream"),
            ("mcp-protocol-version", "2026-07-28"),
            ("mcp-method", method),
        ];
        if method == "tools/call" {
            headers.push(("mcp-name", "all"));
        }
        let reply = server.exchange("POST", "/mcp", &headers, message.to_string().as_bytes())?;
        let body = String::from_utf8_lossy(&reply.body);
        assert_eq!(reply.status, 200, "{method}: {body}");
        assert_eq!(reply.header("mcp-session-id"), None);
        let messages = reply.messages()?;
        let result = &messages.last().context("an answer")?["result"];
        match method {
            "server/discover" => {
                let versions = result["supportedVersions"].as_array().context("versions")?;
                assert!(versions.contains(&json!("2026-07-28")), "{result}");
            }
            "tools/list" => assert!(result["tools"][0]["title"].is_string(), "{result}"),
            _ => assert_eq!(result["structuredContent"], json!({ "n": 1 })),
        }
    }
    Ok(())
}

#[test]
fn names_and_origins_of_others_are_refused() -> Result<()> {
    let options = [
        "--http-host",
        "tools.example.com",
        "--allow-origin",
        "https://app.example.com:443",
    ];
    let server = HttpServer::start(component(EVERYTHING), &options)?;
    let own = format!("http://{}", server.address());
    let message = json!({
        "jsonrpc": "2.0", "id": 0, "method": "initialize", "params": initialize("2025-11-25"),
    });
    let message = message.to_string();
    let status = |header: (&str, &str)| -> Result<u16> {
        let headers = [
            ("content-type", "application/json"),
            ("accept", "application/json, text/event-stream"),
            header,
        ];
        let reply = server.exchange("POST", "/mcp", &headers, message.as_bytes())?;
        let allowed = reply.header("access-control-allow-origin");
        if header.0 == "origin" {
            assert_eq!(allowed.is_some(), reply.status == 200, "{header:?}");
        }
        Ok(reply.status)
    };
    assert_eq!(status(("host", "evil.example.com"))?, 403);
    assert_eq!(status(("host", "tools.example.com"))?, 200);
    assert_eq!(status(("host", "localhost"))?, 200);
    assert_eq!(status(("origin", "http://evil.example.com"))?, 403);
    assert_eq!(status(("origin", "http://localhost:1"))?, 403);
    assert_eq!(status(("origin", "null"))?, 403);
    assert_eq!(status(("origin", &own))?, 200);
    assert_eq!(status(("origin", "https://app.example.com"))?, 200);

    // What a browser asks first.
    let asked = [
        ("origin", "https://app.example.com"),
        ("access-control-request-method", "POST"),
        ("access-control-request-headers", "mcp-session-id"),
    ];
    let reply = server.exchange("OPTIONS", "/mcp", &asked, b"")?;
    assert_eq!(reply.status, 204);
    let origin = reply.header("access-control-allow-origin");
    assert_eq!(origin, Some("https://app.example.com"));
    let headers = reply.header("access-control-allow-headers");
    assert_eq!(headers, Some("mcp-session-id"));
    let asked = [("origin", "https://evil.example.com")];
    let reply = server.exchange("OPTIONS", "/mcp", &asked, b"")?;
    assert_eq!(
        (reply.status, reply.header("access-control-allow-origin")),
        (403, None)
    );
    Ok(())
}

#[test]
fn what_is_wrong_is_answered_with_its_status() -> Result<()> {
    let server = HttpServer::start(component(EVERYTHING), &["--message-limit", "100000"])?;
    let session = server.session("2025-11-25")?;
    let [id, revision] = session.headers();
    let headers = [
        id,
        revision,
        ("content-type", "application/json"),
        ("accept", "application/json, text/event-stream"),
    ];
    let post = |body: &[u8]| server.exchange("POST", "/mcp", &headers, body);
    for (body, code, id) in [
        ("nonsense", -32700, Value::Null),
        ("[]", -32600, Value::Null),
        (r#"{"jsonrpc":"2.0","id":7}"#, -32600, json!(7)),
        (
            r#"{"jsonrpc":"2.0","id":8,"method":"tools/call","params":{"name":"\ud83d"}}"#,
            -32602,
            json!(8),
        ),
    ] {
        let reply = post(body.as_bytes())?;
        assert_eq!(reply.status, 400, "{body}");
        let answer = &reply.messages()?[0];
        assert_eq!(
            (&answer["error"]["code"], &answer["id"]),
            (&json!(code), &id)
        );
    }
    // Answers and notifications that mean nothing are not answered.
    for body in [
        r#"{"jsonrpc":"2.0","id":null,"error":{"code":-32600,"message":"m"}}"#,
        r#"{"method":"notifications/cancelled"}"#,
    ] {
        let reply = post(body.as_bytes())?;
        assert_eq!((reply.status, reply.body.len()), (400, 0), "{body}");
    }
    assert_eq!(post(&vec![b' '; 100_001])?.status, 413);
    let deep = format!(
        r#"{{"jsonrpc":"2.0","id":9,"method":"tools/list","params":{{"a":{}1{}}}}}"#,
        "[".repeat(10_000),
        "]".repeat(10_000)
    );
    assert_eq!(
        post(deep.as_bytes())?.messages()?[0]["error"]["code"],
        -32602
    );
    assert_eq!(server.exchange("GET", "/", &[], b"")?.status, 404);
    assert_eq!(server.exchange("PUT", "/mcp", &headers, b"")?.status, 405);
    // None of it has hurt.
    let answer = session.request(10, "tools/call", &call("count"))?;
    assert_eq!(answer["result"]["content"][0]["text"], "1");
    Ok(())
}

#[test]
fn sessions_requests_and_idle_time_are_bounded() -> Result<()> {
    let options = ["--sessions", "3", "--session-idle", "1"];
    let server = HttpServer::start(component(EVERYTHING), &options)?;
    let sessions: Vec<_> = (0..3)
        .map(|_| server.session("2025-11-25"))
        .collect::<Result<_>>()?;
    let error = server.session("2025-11-25").expect_err("a fourth one");
    assert!(error.to_string().contains("503"), "{error}");
    // They are closed when nobody uses them.
    std::thread::sleep(Duration::from_millis(2_500));
    assert_eq!(server.health()?["sessions"], 0);
    let gone = sessions[0].post(&json!({ "jsonrpc": "2.0", "id": 1, "method": "ping" }))?;
    assert_eq!(gone.status, 404);
    server.session("2025-11-25")?;
    Ok(())
}

#[test]
fn requests_at_once_are_bounded() -> Result<()> {
    let options = ["--requests", "2", "--deadline", "none"];
    let server = HttpServer::start(component(EVERYTHING), &options)?;
    let session = server.session("2025-11-25")?;
    let loops = [
        session.begin_request(1, "tools/call", &call("loop"))?,
        session.begin_request(2, "tools/call", &call("loop"))?,
    ];
    server.wait_until_busy()?;
    std::thread::sleep(Duration::from_millis(200));
    let reply = session.post(&json!({ "jsonrpc": "2.0", "id": 3, "method": "ping" }))?;
    assert_eq!(reply.status, 503);
    assert_eq!(reply.header("retry-after"), Some("1"));
    drop(loops);
    Ok(())
}

#[test]
fn a_program_that_starts_a_server_is_told_where_it_is() -> Result<()> {
    let mut server = Command::new(greentic_tiny())
        .arg("mcp")
        .arg(component(EVERYTHING))
        .args(["--http", "127.0.0.1:0", "--json"])
        .stdin(Stdio::null())
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()?;
    let output = server.stdout.take().context("its output")?;
    let mut documents = serde_json::Deserializer::from_reader(output).into_iter::<Value>();
    let document = documents.next().context("a document")?;
    let health = document.as_ref().ok().map(|document| {
        let address = document["address"].as_str().unwrap_or_default();
        let stream = TcpStream::connect(address);
        stream.map(|_| format!("http://{address}"))
    });
    server.kill()?;
    server.wait()?;
    let (document, url) = (document?, health.context("an address")??);
    assert_eq!(document["schema_version"], 1);
    assert_eq!(document["url"], format!("{url}/mcp"));
    assert_eq!(document["health"], format!("{url}/health"));
    assert!(documents.next().is_none(), "more than one document");
    Ok(())
}

#[test]
fn a_certificate_makes_it_secure() -> Result<()> {
    use ureq::tls::{Certificate, RootCerts, TlsConfig};
    let own = rcgen::generate_simple_self_signed(["localhost".to_owned()])?;
    let files = ["cert.pem", "key.pem"].map(|name| scratch().join(format!("mcp-{name}")));
    std::fs::write(&files[0], own.cert.pem())?;
    std::fs::write(&files[1], own.signing_key.serialize_pem())?;
    let files = files
        .each_ref()
        .map(|file| file.to_str().expect("a path in UTF-8"));
    let options = ["--tls-cert", files[0], "--tls-key", files[1]];
    let server = HttpServer::start(component(EVERYTHING), &options)?;
    let port = server.address().port();

    let trusted = Certificate::from_pem(own.cert.pem().as_bytes())?;
    let roots = RootCerts::new_with_certs(&[trusted]);
    let config =
        ureq::Agent::config_builder().tls_config(TlsConfig::builder().root_certs(roots).build());
    let agent = config.build().new_agent();
    let message = json!({
        "jsonrpc": "2.0", "id": 0, "method": "initialize", "params": initialize("2025-11-25"),
    });
    let mut answer = agent
        .post(format!("https://localhost:{port}/mcp"))
        .header("content-type", "application/json")
        .header("accept", "application/json, text/event-stream")
        .send(message.to_string())?;
    assert!(answer.headers().contains_key("mcp-session-id"));
    let body = answer.body_mut().read_to_string()?;
    assert!(
        body.contains("\"protocolVersion\":\"2025-11-25\""),
        "{body}"
    );

    // One that does not begin with a handshake gets nothing.
    let plain = server.exchange("GET", "/health", &[], b"");
    assert!(plain.is_err(), "{plain:?}");
    // What is no certificate is refused before anything is served.
    let options = ["--tls-cert", files[1], "--tls-key", files[1]];
    let error = HttpServer::start(component(EVERYTHING), &options).expect_err("no certificate");
    assert!(
        error.to_string().contains("there is no certificate"),
        "{error}"
    );
    Ok(())
}
