//! Version 2025-06-18 of the router.

use super::lists::{lists, replies};
use super::{Contents, IntoAnswer, IntoContents, IntoMessages, IntoRouters, ToolReply};
use crate::Call;
use crate::abi::{List, Opt, Str};
use crate::mcp::v25_6_18 as router;

lists!();

/// Returns a JSON Schema as the router has it.
const fn schema(json: &str) -> router::Json<'_> {
    Str::new(json)
}

impl<'a> router::Tool<'a> {
    /// Gives the tool a name that people see.
    #[must_use]
    pub const fn title(self, title: &'a str) -> Self {
        Self {
            title: Opt::Some(Str::new(title)),
            ..self
        }
    }

    /// Says what the tool may change, for clients that ask before they call it.
    #[must_use]
    pub const fn annotations(self, annotations: router::ToolAnnotations) -> Self {
        Self {
            annotations: Opt::Some(annotations),
            ..self
        }
    }
}

replies!(Response, ContentBlock, |call, reply, block| {
    router::Response::Completed(router::ToolResult {
        // In this order fewer values are kept across the call.
        structured_content: match reply {
            ToolReply::Json(json) => Opt::Some(Str::new(json)),
            _ => Opt::None,
        },
        is_error: match reply {
            ToolReply::Failed(_) => Opt::Some(true),
            _ => Opt::None,
        },
        content: List::new(call.keep([block])),
        ..router::ToolResult::default()
    })
});

impl<'a> IntoAnswer<'a, router::Response<'a>> for router::ToolResult<'a> {
    fn into_answer(self, call: &'a Call) -> ToolReply<'a, router::Response<'a>> {
        ToolReply::Whole(call.keep(router::Response::Completed(self)))
    }
}

impl<'a> IntoAnswer<'a, router::Response<'a>> for router::ElicitationRequest<'a> {
    fn into_answer(self, call: &'a Call) -> ToolReply<'a, router::Response<'a>> {
        ToolReply::Whole(call.keep(router::Response::Elicit(self)))
    }
}

impl<'a> IntoAnswer<'a, Self> for router::Response<'a> {
    fn into_answer(self, call: &'a Call) -> ToolReply<'a, Self> {
        ToolReply::Whole(call.keep(self))
    }
}

impl<'a> router::McpResource<'a> {
    /// Gives the resource a name that people see.
    #[must_use]
    pub const fn title(self, title: &'a str) -> Self {
        Self {
            title: Opt::Some(Str::new(title)),
            ..self
        }
    }
}
