//! The answers of the tools, resources and prompts of an MCP server, for
//! [`mcp_server!`](crate::mcp_server!).
//!
//! Handlers return texts and the types here; a type of one's own does where it says what
//! is made of it. `R` is what the version of the router has, which such a type leaves open:
//!
//! ```
//! # #[cfg(feature = "mcp-v25-6-18")] {
//! use greentic_guest::mcp::v25_6_18::{GetPromptResult, ReadResourceResult, Response, ToolError};
//! use greentic_guest::mcp_server::{
//!     Answer, Contents, IntoAnswer, IntoContents, IntoMessages, Outcome, ToolReply,
//! };
//! use greentic_guest::{Call, text::Base64};
//!
//! /// The price of a share in cents.
//! #[derive(Clone, Copy)]
//! struct Price(u64);
//!
//! impl Price {
//!     fn text(self, call: &Call) -> &str {
//!         let mut text = call.text();
//!         text.push_u64(self.0);
//!         text.finish()
//!     }
//! }
//!
//! /// The answer of a tool.
//! impl<'a, R> IntoAnswer<'a, R> for Price {
//!     fn into_answer(self, call: &'a Call) -> ToolReply<'a, R> {
//!         let answer = match self.0 {
//!             0 => Answer::Failed("the share is not traded today"),
//!             _ => Answer::Json(call.concat(&["{\"cents\":", self.text(call), "}"])),
//!         };
//!         answer.into_answer(call)
//!     }
//! }
//!
//! /// The contents of a resource: eight bytes.
//! impl<'a, R> IntoContents<'a, R> for Price
//! where
//!     Contents<'a>: IntoContents<'a, R>,
//! {
//!     fn into_contents(self, call: &'a Call, uri: &'a str, mime_type: &'a str) -> R {
//!         let mut text = call.text();
//!         text.push_base64(&self.0.to_be_bytes(), Base64::STANDARD);
//!         Contents::Base64(text.finish()).into_contents(call, uri, mime_type)
//!     }
//! }
//!
//! /// The content of a prompt.
//! impl<'a, R> IntoMessages<'a, R> for Price
//! where
//!     &'a str: IntoMessages<'a, R>,
//! {
//!     fn into_messages(self, call: &'a Call) -> R {
//!         call.concat(&["The share costs ", self.text(call), " cents."]).into_messages(call)
//!     }
//! }
//!
//! /// Handlers may return it as it is, for it is no failure.
//! impl<E> Outcome<E> for Price {
//!     type Value = Self;
//!
//!     fn outcome(self) -> Result<Self, E> {
//!         Ok(self)
//!     }
//! }
//!
//! let call = Call::new();
//! let reply: ToolReply<'_, Response<'_>> = Price(120).into_answer(&call);
//! assert!(matches!(reply, ToolReply::Json(r#"{"cents":120}"#)));
//! let prompt: GetPromptResult<'_> = Price(120).into_messages(&call);
//! assert_eq!(prompt.messages.len(), 1);
//! let outcome: Result<Price, ToolError<'_>> = Price(120).outcome();
//! let held: ReadResourceResult<'_> = outcome.unwrap().into_contents(&call, "mem://price", "a/b");
//! assert_eq!(held, Contents::Base64("AAAAAAAAAHg=").into_contents(&call, "mem://price", "a/b"));
//! # }
//! ```

mod answer;
mod lists;
#[cfg(feature = "mcp-v24-11-5")]
mod v24_11_5;
#[cfg(feature = "mcp-v25-3-26")]
mod v25_3_26;
#[cfg(feature = "mcp-v25-6-18")]
mod v25_6_18;

pub use self::answer::{
    Answer, Contents, IntoAnswer, IntoContents, IntoMessages, IntoRouters, Outcome, ToolReply,
};
