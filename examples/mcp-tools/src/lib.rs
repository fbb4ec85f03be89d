//! An MCP server with two tools: one answers with structured output, one can
//! fail at its task, and both refuse arguments that they do not take.

#![cfg_attr(target_family = "wasm", no_std)]
#![forbid(unsafe_code)]

mod glossary;
#[cfg(test)]
#[path = "../shared/harmful.rs"]
mod harmful;
mod server;
mod split;
#[cfg(test)]
mod tests;
