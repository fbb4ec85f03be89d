//! A server that runs a node: each request has an instance of its own, which is
//! taken from a pool.
//!
//! ```sh
//! cargo build --profile tiny --target wasm32-wasip2 -p node-minimal
//! cargo run --release -p http-server -- target/wasm32-wasip2/tiny/node_minimal.wasm 127.0.0.1:8080
//! curl --data hello http://127.0.0.1:8080/greet
//! ```
//!
//! `POST /OPERATION` runs that operation on the body, and answers with its output:
//!
//! | status | when |
//! | --- | --- |
//! | 200 | the node answered |
//! | 400 | the body is no text, or was cut off |
//! | 405 | the request is no POST |
//! | 413 | the body is larger than 1 MiB |
//! | 422 | the node answered with an error of its own |
//! | 500 | it trapped, or took too much memory |
//! | 503 | all instances of the pool are at work |
//! | 504 | it ran into `Limits::deadline` |

use anyhow::{Context as _, Result};
use greentic_host_shim::Limits;
use tokio::net::TcpListener;

/// The number of requests that may be under way at a time.
const INSTANCES: u32 = 100;

fn main() -> Result<()> {
    let mut arguments = std::env::args_os().skip(1);
    let path = arguments
        .next()
        .context("which component? http-server COMPONENT.wasm [ADDRESS]")?;
    let address = match arguments.next() {
        Some(address) => address.into_string().ok().context("that is no address")?,
        None => "127.0.0.1:8080".into(),
    };
    let bytes = std::fs::read(&path).with_context(|| format!("cannot read {}", path.display()))?;
    let node = http_server::load(&bytes, Limits::server(), INSTANCES)?;
    http_server::runtime()?.block_on(async {
        let listener = TcpListener::bind(&address)
            .await
            .with_context(|| format!("cannot listen at {address}"))?;
        println!("listening at http://{}", listener.local_addr()?);
        http_server::serve(listener, node).await;
        Ok(())
    })
}
