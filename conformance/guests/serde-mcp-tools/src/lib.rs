//! The example `mcp-tools` with serde's derives in place of its own JSON.

#![cfg_attr(target_family = "wasm", no_std)]
#![forbid(unsafe_code)]

mod glossary;
#[cfg(test)]
#[path = "../shared/harmful.rs"]
mod harmful;
#[path = "../example/server.rs"]
mod server;
mod split;
#[cfg(test)]
#[path = "../example/tests.rs"]
mod tests;
