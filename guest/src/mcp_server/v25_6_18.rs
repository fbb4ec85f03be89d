//! Version 2025-06-18 of the router.

use super::lists::lists;
use super::{Answer, Contents, IntoAnswer, IntoContents, IntoMessages};
use crate::Call;
use crate::abi::{List, Opt, Str};
use crate::mcp::v25_6_18 as router;

lists!();

impl<'a> router::Tool<'a> {
    /// Makes an entry for a tool that takes any object.
    pub const fn new(name: &'a str) -> Self {
        Self {
            name: Str::new(name),
            input_schema: Str::new(r#"{"type":"object"}"#),
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
            input_schema: Str::new(schema),
            ..self
        }
    }

    /// Says what the tool answers with: a JSON Schema.
    #[must_use]
    pub const fn output_schema(self, schema: &'a str) -> Self {
        Self {
            output_schema: Opt::Some(Str::new(schema)),
            ..self
        }
    }

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

impl<'a> IntoAnswer<'a, router::Response<'a>> for Answer<'a> {
    fn into_answer(self, call: &'a Call) -> router::Response<'a> {
        let (Self::Text(text) | Self::Json(text) | Self::Failed(text)) = self;
        let block = router::ContentBlock::Text(router::TextContent {
            text: Str::new(text),
            annotations: Opt::None,
        });
        router::Response::Completed(router::ToolResult {
            content: List::new(call.keep([block])),
            structured_content: match self {
                Self::Json(json) => Opt::Some(Str::new(json)),
                _ => Opt::None,
            },
            is_error: match self {
                Self::Failed(_) => Opt::Some(true),
                _ => Opt::None,
            },
            ..router::ToolResult::default()
        })
    }
}

impl<'a> IntoAnswer<'a, router::Response<'a>> for router::ToolResult<'a> {
    fn into_answer(self, _: &'a Call) -> router::Response<'a> {
        router::Response::Completed(self)
    }
}

impl<'a> IntoAnswer<'a, router::Response<'a>> for router::ElicitationRequest<'a> {
    fn into_answer(self, _: &'a Call) -> router::Response<'a> {
        router::Response::Elicit(self)
    }
}

impl<'a> IntoAnswer<'a, Self> for router::Response<'a> {
    fn into_answer(self, _: &'a Call) -> Self {
        self
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
