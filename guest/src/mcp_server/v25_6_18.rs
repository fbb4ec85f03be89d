//! Version 2025-06-18 of the router.

use super::lists::lists;
use super::{Contents, IntoAnswer, IntoContents, IntoMessages, IntoRouters, Reply};
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

impl<'a> IntoRouters<'a> for Reply<'a, router::Response<'a>> {
    type Answer = router::Response<'a>;
    type Error = router::ToolError<'a>;

    fn of_error(error: Self::Error) -> Self {
        match error {
            router::ToolError::InvalidParameters(why) => Self::InvalidParameters(why.get()),
            router::ToolError::ExecutionError(why) => Self::ExecutionError(why.get()),
            router::ToolError::SchemaError(why) => Self::SchemaError(why.get()),
            router::ToolError::NotFound(why) => Self::NotFound(why.get()),
        }
    }

    fn into_routers(self, call: &'a Call) -> Result<Self::Answer, Self::Error> {
        let reply = self;
        let text = match reply {
            Self::Text(text) | Self::Json(text) | Self::Failed(text) => text,
            Self::Whole(answer) => return Ok(*answer),
            Self::InvalidParameters(why) => {
                return Err(router::ToolError::InvalidParameters(Str::new(why)));
            }
            Self::ExecutionError(why) => {
                return Err(router::ToolError::ExecutionError(Str::new(why)));
            }
            Self::SchemaError(why) => return Err(router::ToolError::SchemaError(Str::new(why))),
            Self::NotFound(why) => return Err(router::ToolError::NotFound(Str::new(why))),
        };
        let block = router::ContentBlock::Text(router::TextContent {
            text: Str::new(text),
            annotations: Opt::None,
        });
        Ok(router::Response::Completed(router::ToolResult {
            // In this order fewer values are kept across the call.
            structured_content: match reply {
                Reply::Json(json) => Opt::Some(Str::new(json)),
                _ => Opt::None,
            },
            is_error: match reply {
                Reply::Failed(_) => Opt::Some(true),
                _ => Opt::None,
            },
            content: List::new(call.keep([block])),
            ..router::ToolResult::default()
        }))
    }
}

impl<'a> IntoAnswer<'a, router::Response<'a>> for router::ToolResult<'a> {
    fn into_answer(self, call: &'a Call) -> Reply<'a, router::Response<'a>> {
        Reply::Whole(call.keep(router::Response::Completed(self)))
    }
}

impl<'a> IntoAnswer<'a, router::Response<'a>> for router::ElicitationRequest<'a> {
    fn into_answer(self, call: &'a Call) -> Reply<'a, router::Response<'a>> {
        Reply::Whole(call.keep(router::Response::Elicit(self)))
    }
}

impl<'a> IntoAnswer<'a, Self> for router::Response<'a> {
    fn into_answer(self, call: &'a Call) -> Reply<'a, Self> {
        Reply::Whole(call.keep(self))
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
