//! A call whose component waits for its host ends with its client, too.

use std::io::Read as _;
use std::net::{Shutdown, TcpListener, TcpStream};
use std::time::{Duration, Instant};

use anyhow::Result;
use greentic_testkit::guests::component;
use greentic_testkit::mcp::{HttpServer, StdioServer};
use serde_json::{Value, json};

const EVERYTHING: &str = "conformance-mcp-v25-6-18";

/// A server of the web that takes requests and answers none.
struct Silent {
    listener: TcpListener,
    port: String,
}

impl Silent {
    fn listen() -> Result<Self> {
        let listener = TcpListener::bind("127.0.0.1:0")?;
        let port = listener.local_addr()?.port().to_string();
        Ok(Self { listener, port })
    }

    /// Options that let a component send requests here, and wait as long as it likes.
    fn options(&self) -> Vec<&str> {
        vec![
            "--deadline",
            "none",
            "--calls",
            "1",
            "--allow-host",
            "127.0.0.1",
            "--allow-port",
            &self.port,
            "--allow-http",
            "--allow-private",
        ]
    }

    /// The parameters of a call that waits for it.
    fn call(&self) -> Value {
        let url = format!("http://127.0.0.1:{}/", self.port);
        json!({ "name": "fetch", "arguments": { "name": url } })
    }

    /// Waits until the host has sent the request of a component.
    fn asked(&self) -> Result<TcpStream> {
        let (mut stream, _) = self.listener.accept()?;
        stream.set_read_timeout(Some(Duration::from_secs(20)))?;
        let mut word = [0; 3];
        stream.read_exact(&mut word)?;
        assert_eq!(&word, b"GET");
        Ok(stream)
    }
}

fn count() -> Value {
    json!({ "name": "count", "arguments": {} })
}

fn cancelled(id: u64) -> Value {
    json!({
        "jsonrpc": "2.0",
        "method": "notifications/cancelled",
        "params": { "requestId": id },
    })
}

/// The time after which the only place for calls must be free again.
const SOON: Duration = Duration::from_secs(3);

#[test]
fn on_streams() -> Result<()> {
    let silent = Silent::listen()?;
    let options = silent.options();
    let mut server = StdioServer::agreed(component(EVERYTHING), &options, "2025-11-25")?;
    let call = |id: u64| json!({ "jsonrpc": "2.0", "id": id, "method": "tools/call", "params": silent.call() });
    server.send(&call(1).to_string())?;
    let waits = silent.asked()?;
    let begun = Instant::now();
    server.send(&cancelled(1).to_string())?;
    // The cancelled one has no answer, and no longer the place.
    let answer = server.request(2, "tools/call", &count())?;
    assert_eq!(answer["result"]["content"][0]["text"], "1");
    assert!(begun.elapsed() < SOON, "{:?}", begun.elapsed());
    drop(waits);

    // A client that closes its side gets what is done in time.
    server.send(&call(3).to_string())?;
    let waits = silent.asked()?;
    let begun = Instant::now();
    let (_, code) = server.end()?;
    assert_eq!(code, Some(0));
    assert!(begun.elapsed() < SOON * 3, "{:?}", begun.elapsed());
    drop(waits);
    Ok(())
}

#[test]
fn over_http() -> Result<()> {
    let silent = Silent::listen()?;
    let mut options = silent.options();
    options.extend(["--resume", "0.5"]);
    let server = HttpServer::start(component(EVERYTHING), &options)?;
    let session = server.session("2025-11-25")?;
    // The only place is taken until the call before has ended.
    let is_free = |id: u64, begun: Instant| -> Result<()> {
        let answer = session.request(id, "tools/call", &count())?;
        assert_eq!(answer["result"]["content"][0]["text"], "1");
        assert!(begun.elapsed() < SOON, "{:?}", begun.elapsed());
        Ok(())
    };

    let stream = session.begin_request(1, "tools/call", &silent.call())?;
    let waits = silent.asked()?;
    let begun = Instant::now();
    assert_eq!(session.post(&cancelled(1))?.status, 202);
    is_free(2, begun)?;
    drop((stream, waits));

    let stream = session.begin_request(3, "tools/call", &silent.call())?;
    let waits = silent.asked()?;
    let begun = Instant::now();
    stream.shutdown(Shutdown::Both)?;
    drop(stream);
    is_free(4, begun)?;
    drop(waits);

    let other = server.session("2025-11-25")?;
    let _stream = other.begin_request(1, "tools/call", &silent.call())?;
    let waits = silent.asked()?;
    let begun = Instant::now();
    other.end()?;
    is_free(5, begun)?;
    drop(waits);
    Ok(())
}
