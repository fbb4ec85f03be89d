//! Serves Greentic router components as servers of the Model Context Protocol
//! (MCP).
//!
//! A component that exports one of the three router interfaces
//! (`wasix:mcp/router` of version 24.11.5, 25.3.26 or 25.6.18) becomes a server
//! that speaks every revision of the protocol that [`rmcp`], the official SDK,
//! does. The SDK has the protocol, JSON-RPC, sessions over HTTP and the choice of
//! a revision; what is here translates between the interfaces and its model, keeps
//! clients and components within [`Options`], and bounds what a client can send.
//!
//! ```no_run
//! # async fn example(prepared: greentic_host_shim::Prepared) -> Result<(), greentic_host_mcp::Error> {
//! use greentic_host_mcp::{Options, Server};
//!
//! let server = Server::new(prepared, Options::default()).await?;
//! server.serve(tokio::io::stdin(), tokio::io::stdout()).await;
//! # Ok(())
//! # }
//! ```
//!
//! The component's host (its secrets, state, HTTP, telemetry) is what the
//! [`Prepared`](greentic_host_shim::Prepared) component was bound to: no back end
//! is a dependency of this crate.
//!
//! # Calls
//!
//! Each call of a function of the router goes to an instance of its own, on a thread
//! of its own, [`Options::calls`] of them at a time. A call ends within about 10 ms
//! when its client cancels it or goes away, also while the host works for the
//! component. The memory of a tool is gone with the call.
//!
//! Progress reaches a client together with the answer: the interfaces hand both
//! over at once.
//!
//! # Arguments and answers
//!
//! Arguments of a tool are checked against its input schema first. From revision
//! 2025-11-25 on what is wrong with them is an answer of the tool, so that the
//! model can mend it; before, it is an error of the protocol. `3.0` is an integer,
//! and is handed to the component as `3`. A structured answer is checked against
//! the output schema. A schema that cannot be checked in bounded time (it refers to
//! itself or to other documents) is reported once, and not checked.

// docs.rs says of each item which feature it needs.
#![cfg_attr(docsrs, feature(doc_cfg))]

mod calls;
mod catalogue;
mod envelope;
#[cfg(feature = "http")]
pub mod http;
mod message;
mod numbers;
mod options;
mod parameters;
mod question;
mod revision;
mod router;
mod server;
mod session;
mod stdio;
mod tool_call;
mod weight;

pub use options::{Options, Report};
pub use server::{Error, Server};

/// The README of the package compiles.
#[cfg(doctest)]
#[doc = include_str!("../README.md")]
struct Readme;
