//! What the tools, resources and prompts of an MCP server answer with, for
//! [`mcp_server!`](crate::mcp_server!).

mod answer;
mod lists;
#[cfg(feature = "mcp-v24-11-5")]
mod v24_11_5;
#[cfg(feature = "mcp-v25-3-26")]
mod v25_3_26;
#[cfg(feature = "mcp-v25-6-18")]
mod v25_6_18;

pub use self::answer::{
    Answer, Contents, IntoAnswer, IntoContents, IntoMessages, IntoRouters, Outcome, Reply,
};
