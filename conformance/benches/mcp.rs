//! The cost of a call of a tool, and of the same on a native server with the same SDK,
//! over streams and over HTTP, in one run:
//!
//! ```sh
//! cargo bench -p greentic-conformance --bench mcp
//! ```
//!
//! The component checks and splits a bill; so does the native tool. Server and client
//! are in one process, the client writes and reads bytes and nothing more.

mod mcp_native;

use std::net::SocketAddr;
use std::time::{Duration, Instant};

use anyhow::{Context as _, Result, bail};
use greentic_host_mcp::http::{Http, HttpOptions};
use greentic_host_mcp::{Options, Server};
use greentic_host_shim::{Host, Limits, Pool, Shim};
use greentic_testkit::guests;
use serde_json::{Value, json};
use tokio::io::{AsyncBufReadExt as _, AsyncReadExt as _, AsyncWriteExt as _, BufReader};
use tokio::net::TcpStream;
use tokio_util::sync::CancellationToken;

/// Calls in a row, and how often they are made. The median counts.
const CALLS: u32 = 2_000;
const ROUNDS: usize = 7;

/// Bytes between two ends of a stream.
const BUFFER: usize = 64 << 10;

fn main() -> Result<()> {
    let runtime = tokio::runtime::Builder::new_multi_thread()
        .enable_all()
        .build()?;
    runtime.block_on(measure())
}

async fn measure() -> Result<()> {
    let server = server().await?;
    let stop = CancellationToken::new();
    let address = "127.0.0.1:0".parse()?;
    let http = Http::bind(&server, address, HttpOptions::default()).await?;
    let ours = http.address();
    tokio::spawn(http.serve(stop.clone()));
    let native = mcp_native::listen(stop.clone()).await?;

    let mut times: [Vec<Duration>; 4] = Default::default();
    for _ in 0..ROUNDS {
        // One after the other, so that what disturbs one disturbs all.
        let (near, far) = tokio::io::duplex(BUFFER);
        let (reader, writer) = tokio::io::split(far);
        let serving = server.clone();
        tokio::spawn(async move { serving.serve(reader, writer).await });
        times[0].push(over_stream(near).await?);
        times[1].push(over_stream(mcp_native::stream()).await?);
        times[2].push(over_http(ours).await?);
        times[3].push(over_http(native).await?);
    }
    stop.cancel();
    let median = |times: &mut Vec<Duration>| {
        times.sort_unstable();
        times[times.len() / 2].as_secs_f64() * 1e6 / f64::from(CALLS)
    };
    for (transport, pair) in ["streams", "HTTP"].iter().zip(times.chunks_mut(2)) {
        let [ours, native] = pair else { unreachable!() };
        let (ours, native) = (median(ours), median(native));
        println!(
            "{transport}: {ours:.1} us a call, {native:.1} us natively, {:.2} times as much",
            ours / native
        );
    }
    Ok(())
}

async fn server() -> Result<Server> {
    let options = Options::default();
    let pool = Pool::new(u32::try_from(options.calls)?);
    let shim = Shim::builder()
        .limits(Limits::default())
        .pool(pool)
        .build()?;
    let prepared = shim.prepare(&guests::bytes("mcp-tools"), Host::new())?;
    Ok(Server::new(prepared, options).await?)
}

fn initialize() -> Value {
    let params = greentic_testkit::mcp::initialize("2025-06-18");
    json!({ "jsonrpc": "2.0", "id": 0, "method": "initialize", "params": params })
}

fn call(id: u32) -> Value {
    let arguments = json!({ "cents": 1000, "people": 3 });
    let params = json!({ "name": "split-bill", "arguments": arguments });
    json!({ "jsonrpc": "2.0", "id": id, "method": "tools/call", "params": params })
}

fn check(answer: &str) -> Result<()> {
    if !answer.contains(r#""structuredContent":{"each":333,"left":1}"#) {
        bail!("{answer}");
    }
    Ok(())
}

/// The time that the calls take over a pair of streams.
async fn over_stream(stream: tokio::io::DuplexStream) -> Result<Duration> {
    let (reader, mut writer) = tokio::io::split(stream);
    let mut lines = BufReader::new(reader).lines();
    let mut line = initialize().to_string();
    line.push('\n');
    writer.write_all(line.as_bytes()).await?;
    lines.next_line().await?.context("an answer")?;
    writer
        .write_all(b"{\"jsonrpc\":\"2.0\",\"method\":\"notifications/initialized\"}\n")
        .await?;
    let mut begun = Instant::now();
    // The first ones are for both to get warm.
    for id in 1..=CALLS + 100 {
        if id == 101 {
            begun = Instant::now();
        }
        let line = format!("{}\n", call(id));
        writer.write_all(line.as_bytes()).await?;
        check(&lines.next_line().await?.context("an answer")?)?;
    }
    Ok(begun.elapsed())
}

/// The time that the calls take over one connection of HTTP.
async fn over_http(address: SocketAddr) -> Result<Duration> {
    let stream = TcpStream::connect(address).await?;
    stream.set_nodelay(true)?;
    let mut stream = BufReader::new(stream);
    let (head, _) = exchange(&mut stream, None, &initialize()).await?;
    let session = head
        .lines()
        .find_map(|line| line.strip_prefix("mcp-session-id: "))
        .context("a session")?
        .trim()
        .to_owned();
    let mut begun = Instant::now();
    for id in 1..=CALLS + 100 {
        if id == 101 {
            begun = Instant::now();
        }
        let (_, body) = exchange(&mut stream, Some(&session), &call(id)).await?;
        check(&body)?;
    }
    Ok(begun.elapsed())
}

async fn exchange(
    stream: &mut BufReader<TcpStream>,
    session: Option<&str>,
    message: &Value,
) -> Result<(String, String)> {
    let body = message.to_string();
    let session = session.map_or_else(String::new, |id| {
        format!("mcp-session-id: {id}\r\nmcp-protocol-version: 2025-06-18\r\n")
    });
    let request = format!(
        "POST /mcp HTTP/1.1\r\nhost: localhost\r\ncontent-type: application/json\r\n\
         accept: application/json, text/event-stream\r\n{session}content-length: {}\r\n\r\n{body}",
        body.len()
    );
    stream.get_mut().write_all(request.as_bytes()).await?;
    let (mut head, mut body) = (String::new(), String::new());
    while !head.ends_with("\r\n\r\n") {
        stream.read_line(&mut head).await?;
    }
    // Events come in chunks.
    loop {
        let mut line = String::new();
        stream.read_line(&mut line).await?;
        let size = usize::from_str_radix(line.trim(), 16)?;
        let mut chunk = vec![0; size + 2];
        stream.read_exact(&mut chunk).await?;
        if size == 0 {
            return Ok((head, body));
        }
        body.push_str(std::str::from_utf8(&chunk[..size])?);
    }
}
