//! Version 2025-03-26 of the router.

use super::lists::{lists, replies};
use super::{Contents, IntoAnswer, IntoContents, IntoMessages, IntoRouters, ToolReply};
use crate::Call;
use crate::abi::{List, Opt, Str};
use crate::mcp::v25_3_26 as router;

lists!();

/// Returns a JSON Schema as the router has it.
const fn schema(json: &str) -> router::Value<'_> {
    router::Value {
        json: Str::new(json),
    }
}

impl router::Tool<'_> {
    /// Says what the tool may change, for clients that ask before they call it.
    #[must_use]
    pub const fn annotations(self, annotations: router::ToolAnnotations) -> Self {
        Self {
            annotations: Opt::Some(annotations),
            ..self
        }
    }
}

// There is no place for structured content in this version: JSON is a text.
replies!(CallToolResult, Content, |call, reply, block| {
    router::CallToolResult {
        content: List::new(call.keep([block])),
        is_error: match reply {
            ToolReply::Failed(_) => Opt::Some(true),
            _ => Opt::None,
        },
        ..router::CallToolResult::default()
    }
});

impl<'a> IntoAnswer<'a, Self> for router::CallToolResult<'a> {
    fn into_answer(self, call: &'a Call) -> ToolReply<'a, Self> {
        ToolReply::Whole(call.keep(self))
    }
}
