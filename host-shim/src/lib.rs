//! Runs Greentic components on Wasmtime, safely by default.
//!
//! A [`Shim`] loads the bytes of a [`Component`], finds out by type what it
//! exports, and makes an [`Instance`] of it for a [`Host`].
//!
//! ```
//! use greentic_host_shim::{ExecCtx, Host, InvokeResult, Limits, Revision, Shim};
//!
//! # let text = include_str!(concat!(env!("CARGO_MANIFEST_DIR"), "/src/node.wat"));
//! # let bytes = wat::parse_str(text).expect("a component");
//! # let bytes = bytes.as_slice();
//! // let bytes = std::fs::read("node.wasm")?;
//! let shim = Shim::new(Limits::default())?;
//! let component = shim.load(bytes)?;
//! assert_eq!(component.node_revision()?, Revision::V0_4_89);
//!
//! // Denies everything; `greentic-host-backends` has what a component may be given.
//! let mut node = component.instantiate(Host::new())?;
//! let ctx = ExecCtx::new("prod", "acme", "checkout");
//! match node.invoke(&ctx, "echo", "input")? {
//!     InvokeResult::Ok(output) => assert_eq!(output, "input"),
//!     InvokeResult::Err(error) => panic!("{}: {}", error.code, error.message),
//! }
//! # Ok::<_, Box<dyn std::error::Error>>(())
//! ```
//!
//! # What components get
//!
//! Greentic's imported interfaces, each from what the [`Host`] was given for
//! it: [`Secrets`], a [store of state](services::state::StateStore), an [HTTP
//! client](services::http::HttpClient), a place for
//! [telemetry](services::telemetry::Telemetry), and so on. By default all are
//! denied or empty, and there is nothing else: no WASI unless
//! [`Host::wasi`](Host::wasi) asks for the smallest one, no files, no network,
//! no clock. State, secrets and telemetry are those of the tenant of the call; a
//! component that names another one gets nothing.
//!
//! # How they are called
//!
//! - [`Instance::exports`] gives the typed functions of an interface of
//!   [`bindings`]; each has a twin that ends in `_async`.
//! - [`Instance::invoke`] and its siblings call nodes of any [`Revision`].
//! - [`Instance::call`] calls anything by its name.
//!
//! Calls that wait hand their thread back every 10 ms while a component computes.
//! An executor should look at its clocks and sockets then: tokio does so at every
//! 61st such occasion only, unless its runtime is built with `event_interval(1)`.
//!
//! Code that uses Wasmtime itself links hosts of its own with [`Imports`] and
//! calls the `Guest`s of [`bindings`], with a store of any type. [`wasmtime`] is
//! exported again for it: a new major version of Wasmtime is a breaking change of
//! this crate, and this one is of Wasmtime 48, a release with long-term support.
//!
//! # What they may take
//!
//! [`Limits`] bound memory, tables, instances, stack, time, fuel, the size of
//! answers and the size of the component itself, and they are on unless
//! somebody says otherwise. A component that runs into one is stopped with
//! [`Error::Limit`], one with a defect with [`Error::Trap`]; in either case its
//! instance is not entered again. Other instances do not notice.
//!
//! The host itself never panics over what is in a component or what it does.

// docs.rs says of each item which feature it needs.
#![cfg_attr(docsrs, feature(doc_cfg))]
#![cfg_attr(
    not(feature = "wit-all"),
    allow(
        dead_code,
        unused_macros,
        reason = "not every interface needs all that they have in common"
    )
)]

#[cfg(feature = "compiler")]
mod binary;
pub mod bindings;
#[cfg(feature = "compiler")]
mod cache;
mod code_limits;
#[cfg(feature = "compiler")]
mod compile;
#[cfg(feature = "compiler")]
pub mod compile_worker;
mod component;
#[cfg(feature = "describe-v1")]
mod describe;
mod engine;
mod error;
mod exports;
mod fault;
mod function;
mod host;
#[cfg_attr(
    not(feature = "wit-all"),
    allow(unused_imports, reason = "not every interface needs all")
)]
mod imports;
mod instance;
mod layout;
mod limits;
mod links;
#[cfg(feature = "greentic-types")]
pub mod mappers;
mod meter;
#[cfg(feature = "node")]
mod node;
mod payload_size;
mod pool;
mod precompiled;
mod prepared;
mod revision;
mod run;
#[cfg_attr(
    not(feature = "wit-all"),
    allow(unused_imports, reason = "not every interface needs all")
)]
mod runtime;
pub mod services;
mod signing;
mod stack;
mod ticker;
mod trap;
#[cfg(feature = "wasi")]
mod wasi;
#[cfg(feature = "wave")]
mod wave;
#[cfg(feature = "compiler")]
mod weight;

pub use wasmtime;

#[cfg(feature = "compiler")]
pub use cache::Cache;
pub use code_limits::{CodeLimit, CodeLimits};
#[cfg(feature = "compiler")]
pub use compile_worker::CompileWorker;
pub use component::Component;
pub use engine::{Shim, ShimBuilder};
pub use error::Error;
pub use exports::{Exported, Exports};
pub use function::Function;
pub use greentic_untrusted::files::Exposure;
pub use greentic_untrusted::on_one_line;
#[cfg(feature = "deploy-plan-v1")]
pub use host::DeployPlan;
#[cfg(feature = "oauth-broker-v1")]
pub use host::{BrokerError, ConsentRequest, OauthBroker};
pub use host::{Cancellation, Host, Interrupt};
#[cfg(feature = "distributor-api-v1-1")]
pub use host::{Distributor, PackId};
#[cfg(feature = "wit-all")]
pub use imports::AllHosts;
pub use imports::{ImportError, Imports};
pub use instance::Instance;
pub use layout::Layout;
pub use limits::{LimitKind, Limits};
#[cfg(feature = "node")]
pub use node::{ExecCtx, Impersonation, InvokeResult, NodeError, StreamEvent, TenantCtx};
pub use pool::Pool;
pub use prepared::Prepared;
pub use revision::Revision;
pub use services::runtime_config::{ConfigError, NoConfig, RuntimeConfig};
pub use services::secrets::{NoSecrets, Secrets, SecretsError};
pub use signing::SigningKey;
pub use trap::{Fault, Record};
#[cfg(feature = "wave")]
pub use wave::to_wave;

/// The README of the package compiles.
#[cfg(all(doctest, feature = "node"))]
#[doc = include_str!("../README.md")]
struct Readme;
