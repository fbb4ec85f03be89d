//! Nodes in an asynchronous program, with one thread for all of them.
//!
//! ```sh
//! cargo build --profile tiny --target wasm32-wasip2 -p node-minimal -p node-secrets
//! cd target/wasm32-wasip2/tiny
//! cargo run -p async-embed -- node_minimal.wasm node_secrets.wasm
//! ```
//!
//! `shimmed.rs` calls the first node a thousand times at the same time, with a
//! `Shim`. `bare.rs` calls the second one, which asks for a secret, with an
//! engine and a store of its own.

use anyhow::{Context as _, Result};
use async_embed::{bare, shimmed};
use greentic_host_shim::{Host, Limits, Shim};

fn main() -> Result<()> {
    async_embed::runtime()?.block_on(run())
}

async fn run() -> Result<()> {
    let mut files = std::env::args_os().skip(1);
    let mut read = || {
        let path = files.next().context("which two components?")?;
        std::fs::read(&path).with_context(|| format!("cannot read {}", path.display()))
    };
    let (minimal, secrets) = (read()?, read()?);

    let node = Shim::new(Limits::default())?.prepare(&minimal, Host::new())?;
    let calls: Vec<_> = (0..1000)
        .map(|number| ("echo".into(), format!("{number}")))
        .collect();
    let answers = shimmed::invoke_all(&node, &calls).await;
    let good = answers.iter().filter(|(_, answer)| answer.is_ok()).count();
    println!("{good} of {} calls were answered", calls.len());

    let node = bare::Node::new(&secrets, Limits::default())?;
    let (answer, asked) = node.invoke("Hello", "greet", "world").await?;
    println!("{answer:?}, having asked for {asked:?}");
    Ok(())
}
