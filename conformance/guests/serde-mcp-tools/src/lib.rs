//! The example `mcp-tools` with serde's derives in place of its own JSON.

#![cfg_attr(target_family = "wasm", no_std)]
#![forbid(unsafe_code)]

mod glossary;
#[cfg(test)]
#[path = "../../../../examples/shared/harmful.rs"]
mod harmful;
#[path = "../../../../examples/mcp-tools/src/server.rs"]
mod server;
mod split;
#[cfg(test)]
#[path = "../../../../examples/mcp-tools/src/tests.rs"]
mod tests;
