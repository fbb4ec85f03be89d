//! Version 2025-03-26 of the router.

use super::lists::lists;
use super::{Answer, Contents, IntoAnswer, IntoContents, IntoMessages};
use crate::Call;
use crate::abi::{List, Opt, Str};
use crate::mcp::v25_3_26 as router;

lists!();

impl<'a> router::Tool<'a> {
    /// Makes an entry for a tool that takes any object.
    pub const fn new(name: &'a str) -> Self {
        Self {
            name: Str::new(name),
            input_schema: router::Value {
                json: Str::new(r#"{"type":"object"}"#),
            },
            ..Self::DEFAULT
        }
    }

    /// Says what the tool does, for the model.
    #[must_use]
    pub const fn description(self, description: &'a str) -> Self {
        Self {
            description: Str::new(description),
            ..self
        }
    }

    /// Says what the tool takes: a JSON Schema.
    #[must_use]
    pub const fn input_schema(self, schema: &'a str) -> Self {
        Self {
            input_schema: router::Value {
                json: Str::new(schema),
            },
            ..self
        }
    }

    /// Says what the tool answers with: a JSON Schema.
    #[must_use]
    pub const fn output_schema(self, schema: &'a str) -> Self {
        Self {
            output_schema: Opt::Some(router::Value {
                json: Str::new(schema),
            }),
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

/// There is no place for structured content in this version: JSON is a text.
impl<'a> IntoAnswer<'a, router::CallToolResult<'a>> for Answer<'a> {
    fn into_answer(self, call: &'a Call) -> router::CallToolResult<'a> {
        let (Self::Text(text) | Self::Json(text) | Self::Failed(text)) = self;
        let block = router::Content::Text(router::TextContent {
            text: Str::new(text),
            annotations: Opt::None,
        });
        router::CallToolResult {
            content: List::new(call.keep([block])),
            is_error: match self {
                Self::Failed(_) => Opt::Some(true),
                _ => Opt::None,
            },
            ..router::CallToolResult::default()
        }
    }
}

impl<'a> IntoAnswer<'a, Self> for router::CallToolResult<'a> {
    fn into_answer(self, _: &'a Call) -> Self {
        self
    }
}
