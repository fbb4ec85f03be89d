//! Components in one statement: what they export is given by keys, a handler or a
//! constant each, and all the rest is made of that.
//!
//! Every form becomes one `component!`. `keys` reads what all forms have in common.

mod check;
#[cfg(feature = "describe-v1")]
mod describe;
mod functions;
mod keys;
#[cfg(any(
    feature = "mcp-v24-11-5",
    feature = "mcp-v25-3-26",
    feature = "mcp-v25-6-18"
))]
mod mcp;
#[cfg(any(feature = "component-v0-4", feature = "component-v0-5"))]
mod node;
#[cfg(feature = "rev-0-4-113")]
mod node_v0_6;
#[cfg(any(feature = "component-v0-4", feature = "component-v0-5"))]
mod operation;
#[cfg(feature = "pack-export-v1")]
mod pack;
#[cfg(feature = "provider-schema-core-v1")]
mod provider;
mod text;

pub use self::check::{check_entries, check_instead, check_keys, check_names};
#[cfg(any(
    feature = "mcp-v24-11-5",
    feature = "mcp-v25-3-26",
    feature = "mcp-v25-6-18"
))]
pub use self::mcp::reply;
#[cfg(feature = "rev-0-4-113")]
pub use self::node_v0_6::{Answered, BytesOf, ConstantBytes, Output, bytes, output};
#[cfg(any(feature = "component-v0-4", feature = "component-v0-5"))]
pub use self::operation::{NodeResult, Operation, operation};
#[cfg(feature = "provider-schema-core-v1")]
pub use self::provider::{answer, code_and_message, json_text};
pub use self::text::{ConstantText, IntoText, TextOf, text, title};
