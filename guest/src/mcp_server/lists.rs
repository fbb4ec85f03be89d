//! Entries of the lists of a router, and answers of what is in them: what is alike in
//! every version.

/// Implements both for the router in scope as `router`, which has schemas in the form that
/// `schema` gives them.
macro_rules! lists {
    () => {
        impl<'a> router::Tool<'a> {
            /// Makes an entry for a tool that takes any object.
            pub const fn new(name: &'a str) -> Self {
                Self {
                    name: Str::new(name),
                    input_schema: schema(r#"{"type":"object"}"#),
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
            pub const fn input_schema(self, json: &'a str) -> Self {
                Self {
                    input_schema: schema(json),
                    ..self
                }
            }

            /// Says what the tool answers with: a JSON Schema.
            #[must_use]
            pub const fn output_schema(self, json: &'a str) -> Self {
                Self {
                    output_schema: Opt::Some(schema(json)),
                    ..self
                }
            }
        }

        impl<'a> router::McpResource<'a> {
            /// Makes an entry for the resource at `uri`, a text by that name.
            pub const fn new(uri: &'a str) -> Self {
                Self {
                    uri: Str::new(uri),
                    name: Str::new(uri),
                    mime_type: Str::new("text/plain"),
                    ..Self::DEFAULT
                }
            }

            /// Gives the resource a name, for programs.
            #[must_use]
            pub const fn name(self, name: &'a str) -> Self {
                Self {
                    name: Str::new(name),
                    ..self
                }
            }

            /// Says what the resource is, for the model.
            #[must_use]
            pub const fn description(self, description: &'a str) -> Self {
                Self {
                    description: Opt::Some(Str::new(description)),
                    ..self
                }
            }

            /// Says of what type the resource is, `application/json` say.
            #[must_use]
            pub const fn mime_type(self, mime_type: &'a str) -> Self {
                Self {
                    mime_type: Str::new(mime_type),
                    ..self
                }
            }

            /// Adds for whom the resource is, and how much it matters.
            #[must_use]
            pub const fn annotations(self, annotations: router::Annotations<'a>) -> Self {
                Self {
                    annotations: Opt::Some(annotations),
                    ..self
                }
            }
        }

        impl<'a> router::Prompt<'a> {
            /// Makes an entry for a prompt.
            pub const fn new(name: &'a str) -> Self {
                Self {
                    name: Str::new(name),
                    ..Self::DEFAULT
                }
            }

            /// Says what the prompt is for.
            #[must_use]
            pub const fn description(self, description: &'a str) -> Self {
                Self {
                    description: Opt::Some(Str::new(description)),
                    ..self
                }
            }

            /// Lists what the prompt takes.
            #[must_use]
            pub const fn arguments(self, arguments: &'a [router::PromptArgument<'a>]) -> Self {
                Self {
                    arguments: Opt::Some(List::new(arguments)),
                    ..self
                }
            }
        }

        impl<'a> IntoContents<'a, router::ReadResourceResult<'a>> for Contents<'a> {
            fn into_contents(
                self,
                call: &'a Call,
                uri: &'a str,
                mime_type: &'a str,
            ) -> router::ReadResourceResult<'a> {
                let (uri, mime_type) = (Str::new(uri), Opt::Some(Str::new(mime_type)));
                let contents = match self {
                    Self::Text(text) => {
                        router::ResourceContents::Text(router::TextResourceContents {
                            uri,
                            mime_type,
                            text: Str::new(text),
                        })
                    }
                    Self::Base64(blob) => {
                        router::ResourceContents::Blob(router::BlobResourceContents {
                            uri,
                            mime_type,
                            blob: Str::new(blob),
                        })
                    }
                };
                router::ReadResourceResult {
                    contents: List::new(call.keep([contents])),
                }
            }
        }

        impl<'a> IntoContents<'a, Self> for router::ReadResourceResult<'a> {
            fn into_contents(self, _: &'a Call, _: &'a str, _: &'a str) -> Self {
                self
            }
        }

        impl<'a> IntoMessages<'a, router::GetPromptResult<'a>> for &'a str {
            fn into_messages(self, call: &'a Call) -> router::GetPromptResult<'a> {
                let content = router::PromptMessageContent::Text(router::TextContent {
                    text: Str::new(self),
                    annotations: Opt::None,
                });
                let message = router::PromptMessage {
                    role: router::PromptMessageRole::User,
                    content,
                };
                router::GetPromptResult {
                    description: Opt::None,
                    messages: List::new(call.keep([message])),
                }
            }
        }

        impl<'a> IntoMessages<'a, Self> for router::GetPromptResult<'a> {
            fn into_messages(self, _: &'a Call) -> Self {
                self
            }
        }
    };
}

/// Implements what comes of a tool for the router in scope as `router`: `$block` holds a
/// text, and `$answer` is what the router has, of the call, the reply and a block.
macro_rules! replies {
    ($of:ident, $block:ident, |$call:ident, $reply:ident, $text:ident| $answer:expr) => {
        impl<'a> IntoRouters<'a> for ToolReply<'a, router::$of<'a>> {
            type Answer = router::$of<'a>;
            type Error = router::ToolError<'a>;

            fn of_error(error: Self::Error) -> Self {
                match error {
                    router::ToolError::InvalidParameters(why) => Self::InvalidParameters(why.get()),
                    router::ToolError::ExecutionError(why) => Self::ExecutionError(why.get()),
                    router::ToolError::SchemaError(why) => Self::SchemaError(why.get()),
                    router::ToolError::NotFound(why) => Self::NotFound(why.get()),
                }
            }

            fn into_routers(self, $call: &'a Call) -> Result<Self::Answer, Self::Error> {
                let $reply = self;
                let text = match $reply {
                    Self::Text(text) | Self::Json(text) | Self::Failed(text) => text,
                    Self::Whole(answer) => return Ok(*answer),
                    Self::InvalidParameters(why) => {
                        return Err(router::ToolError::InvalidParameters(Str::new(why)));
                    }
                    Self::ExecutionError(why) => {
                        return Err(router::ToolError::ExecutionError(Str::new(why)));
                    }
                    Self::SchemaError(why) => {
                        return Err(router::ToolError::SchemaError(Str::new(why)));
                    }
                    Self::NotFound(why) => return Err(router::ToolError::NotFound(Str::new(why))),
                };
                let $text = router::$block::Text(router::TextContent {
                    text: Str::new(text),
                    annotations: Opt::None,
                });
                Ok($answer)
            }
        }
    };
}
pub(super) use {lists, replies};
