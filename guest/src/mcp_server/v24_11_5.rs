//! Version 2024-11-05 of the router.

use super::lists::lists;
use super::{Contents, IntoAnswer, IntoContents, IntoMessages, IntoRouters, Reply};
use crate::Call;
use crate::abi::{List, Opt, Str};
use crate::mcp::v24_11_5 as router;

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

impl<'a> IntoRouters<'a> for Reply<'a, router::CallToolResult<'a>> {
    type Answer = router::CallToolResult<'a>;
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
        let block = router::Content::Text(router::TextContent {
            text: Str::new(text),
            annotations: Opt::None,
        });
        Ok(router::CallToolResult {
            content: List::new(call.keep([block])),
            output: match reply {
                Reply::Json(json) => Opt::Some(Str::new(json)),
                _ => Opt::None,
            },
            is_error: match reply {
                Reply::Failed(_) => Opt::Some(true),
                _ => Opt::None,
            },
        })
    }
}

impl<'a> IntoAnswer<'a, Self> for router::CallToolResult<'a> {
    fn into_answer(self, call: &'a Call) -> Reply<'a, Self> {
        Reply::Whole(call.keep(self))
    }
}
