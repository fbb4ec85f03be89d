//! Calls a component as a runner of the platform does, and says whether it would.
//!
//! The platform's runners wrap what a flow has for a component in an envelope, which is
//! another one for each interface, and read its answer in a way of their own. A test
//! that calls a component with bare JSON does not see that. Here are both ways:
//!
//! - [`call`](call::call) sends bare JSON, or CBOR that says the same, and the context
//!   that it was given.
//! - [`call_as`](call::call_as) sends byte for byte what a [`Runner`] sends, and
//!   understands the answer as that runner does.
//! - [`check`](links::check) says by which interface a runner would call a component,
//!   and which of its imports that runner has, with which types.
//!
//! ```
//! use greentic_host_runner::call::{Input, Request, call, call_as};
//! use greentic_host_runner::{Interface, Runner, Step};
//! use greentic_host_shim::{ExecCtx, Host, Limits, Shim};
//!
//! # let text = include_str!(concat!(env!("CARGO_MANIFEST_DIR"), "/src/node.wat"));
//! # let bytes = wat::parse_str(text).expect("a component");
//! # let bytes = bytes.as_slice();
//! // let bytes = std::fs::read("node.wasm")?;
//! let component = Shim::new(Limits::default())?.load(bytes)?;
//! let mut node = component.instantiate(Host::new())?;
//! let ctx = ExecCtx::new("prod", "acme", "checkout");
//! let request = Request::new("echo", Input::Text(r#"{"cart":7}"#));
//!
//! let answer = call(&mut node, Interface::of(&component)?, &ctx, &request)?;
//! assert_eq!(answer.result.expect("an output").text()?, r#"{"cart":7}"#);
//!
//! let (step, _) = Step::of(&ctx, Runner::V1_2);
//! let answer = call_as(&mut node, &component, Runner::V1_2, &step, &request)?;
//! let echoed = answer.result.expect("an output").text()?;
//! assert!(echoed.contains(r#""payload":[123,34,99,"#), "{echoed}");
//! # Ok::<_, Box<dyn std::error::Error>>(())
//! ```
//!
//! The arguments are data before they are sent ([`Sent`](call::Sent)), so that a test
//! can look at them without a component.
//!
//! # Bounds
//!
//! CBOR is taken to 127 levels and 16 MiB ([`cbor`]); all else is bounded by the limits
//! of the component's [`Shim`](greentic_host_shim::Shim). `check` reads a component's
//! types with a library that was made for files of one's own: a host that checks those
//! of strangers does that in a process apart, as `greentic-tiny check` does.

// docs.rs says of each item which feature it needs.
#![cfg_attr(docsrs, feature(doc_cfg))]

pub mod call;
pub mod cbor;
mod envelope;
mod error;
mod flow;
mod interface;
pub mod links;
mod runner;
pub mod surface;
pub mod wave;

pub use error::Error;
pub use flow::{Caller, Step};
pub use interface::Interface;
pub use runner::{Runner, UnknownRunner};
