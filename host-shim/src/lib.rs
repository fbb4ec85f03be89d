//! Runs Greentic components on Wasmtime, safely by default.

mod binary;
mod component;
mod engine;
mod error;
mod fault;
mod host;
mod instance;
mod limits;
mod meter;
mod secrets;
mod ticker;
mod worlds;

pub use binary::Layout;
pub use component::Component;
pub use engine::Shim;
pub use error::Error;
pub use host::{Cancellation, Host};
pub use instance::Instance;
pub use limits::{LimitKind, Limits};
pub use secrets::{EnvSecrets, MemorySecrets, NoSecrets, Secrets, SecretsError};
pub use worlds::World;
pub use worlds::node_v0_5::{
    ExecCtx, Impersonation, InvokeResult, NodeError, StreamEvent, TenantCtx,
};
