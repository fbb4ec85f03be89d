//! Version 2024-11-05 of the router.

use super::lists::{lists, replies};
use super::{Contents, IntoAnswer, IntoContents, IntoMessages, IntoRouters, ToolReply};
use crate::Call;
use crate::abi::{List, Opt, Str};
use crate::mcp::v24_11_5 as router;

lists!();

/// Returns a JSON Schema as the router has it.
const fn schema(json: &str) -> router::Value<'_> {
    router::Value {
        json: Str::new(json),
    }
}

impl<'a> router::Tool<'a> {
    /// Lists what the tool wants to be set, and which secrets it reads.
    #[must_use]
    pub const fn needs(
        self,
        config: &'a [router::ConfigDescriptor<'a>],
        secrets: &'a [router::SecretDescriptor<'a>],
    ) -> Self {
        Self {
            config: Opt::Some(List::new(config)),
            secrets: Opt::Some(List::new(secrets)),
            ..self
        }
    }
}

replies!(CallToolResult, Content, |call, reply, block| {
    router::CallToolResult {
        content: List::new(call.keep([block])),
        output: match reply {
            ToolReply::Json(json) => Opt::Some(Str::new(json)),
            _ => Opt::None,
        },
        is_error: match reply {
            ToolReply::Failed(_) => Opt::Some(true),
            _ => Opt::None,
        },
    }
});

impl<'a> IntoAnswer<'a, Self> for router::CallToolResult<'a> {
    fn into_answer(self, call: &'a Call) -> ToolReply<'a, Self> {
        ToolReply::Whole(call.keep(self))
    }
}
