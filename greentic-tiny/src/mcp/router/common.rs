//! What the versions of the interface have in common: in Rust these are types
//! of their own for each version, so macros say it once for all.

use serde_json::{Value, json};

use crate::mcp::rpc::Object;

/// The types that all versions have. The module has to say itself how its
/// `EmbeddedResource` becomes a block.
macro_rules! common {
    ($wit:ident) => {
        impl From<$wit::Role> for model::Role {
            fn from(role: $wit::Role) -> Self {
                match role {
                    $wit::Role::User => Self::User,
                    $wit::Role::Assistant => Self::Assistant,
                }
            }
        }

        impl From<$wit::PromptMessageRole> for model::Role {
            fn from(role: $wit::PromptMessageRole) -> Self {
                match role {
                    $wit::PromptMessageRole::User => Self::User,
                    $wit::PromptMessageRole::Assistant => Self::Assistant,
                }
            }
        }

        fn annotations(annotations: Option<$wit::Annotations>) -> model::Annotations {
            annotations.map_or_else(Default::default, |annotations| model::Annotations {
                audience: all(annotations.audience),
                priority: annotations.priority,
                timestamp: annotations.timestamp,
            })
        }

        impl From<$wit::TextContent> for model::Block {
            fn from(text: $wit::TextContent) -> Self {
                Self {
                    content: model::Content::Text(text.text),
                    annotations: annotations(text.annotations),
                }
            }
        }

        impl From<$wit::ImageContent> for model::Block {
            fn from(image: $wit::ImageContent) -> Self {
                Self {
                    content: model::Content::Image {
                        data: image.data,
                        mime: image.mime_type,
                    },
                    annotations: annotations(image.annotations),
                }
            }
        }

        impl From<$wit::ResourceContents> for model::Contents {
            fn from(contents: $wit::ResourceContents) -> Self {
                match contents {
                    $wit::ResourceContents::Text(text) => Self {
                        uri: text.uri,
                        mime: text.mime_type,
                        body: model::Body::Text(text.text),
                    },
                    $wit::ResourceContents::Blob(blob) => Self {
                        uri: blob.uri,
                        mime: blob.mime_type,
                        body: model::Body::Blob(blob.blob),
                    },
                }
            }
        }

        impl From<$wit::Prompt> for model::Prompt {
            fn from(prompt: $wit::Prompt) -> Self {
                let argument = |argument: $wit::PromptArgument| model::Argument {
                    name: argument.name,
                    description: argument.description,
                    required: argument.required,
                };
                let arguments = prompt.arguments.unwrap_or_default();
                Self {
                    name: prompt.name,
                    description: prompt.description,
                    arguments: arguments.into_iter().map(argument).collect(),
                }
            }
        }

        impl From<$wit::GetPromptResult> for model::Conversation {
            fn from(result: $wit::GetPromptResult) -> Self {
                let message = |message: $wit::PromptMessage| {
                    let block = match message.content {
                        $wit::PromptMessageContent::Text(text) => text.into(),
                        $wit::PromptMessageContent::Image(image) => image.into(),
                        $wit::PromptMessageContent::McpResource(resource) => resource.into(),
                    };
                    (message.role.into(), block)
                };
                Self {
                    description: result.description,
                    messages: result.messages.into_iter().map(message).collect(),
                }
            }
        }

        impl From<$wit::ToolError> for model::Refusal {
            fn from(error: $wit::ToolError) -> Self {
                match error {
                    $wit::ToolError::InvalidParameters(message) => Self::Invalid(message),
                    $wit::ToolError::ExecutionError(message) => Self::Failed(message),
                    $wit::ToolError::SchemaError(message) => Self::Schema(message),
                    $wit::ToolError::NotFound(message) => Self::NotFound(message),
                }
            }
        }

        impl From<$wit::ResourceError> for model::Refusal {
            fn from(error: $wit::ResourceError) -> Self {
                match error {
                    $wit::ResourceError::ExecutionError(message) => Self::Failed(message),
                    $wit::ResourceError::NotFound(message) => Self::NotFound(message),
                }
            }
        }

        impl From<$wit::PromptError> for model::Refusal {
            fn from(error: $wit::PromptError) -> Self {
                match error {
                    $wit::PromptError::InvalidParameters(message) => Self::Invalid(message),
                    $wit::PromptError::InternalError(message) => Self::Failed(message),
                    $wit::PromptError::NotFound(message) => Self::NotFound(message),
                }
            }
        }
    };
}

/// The settings and secrets that tools of the two older versions declare.
macro_rules! declarations {
    ($wit:ident) => {
        fn config(config: Option<Vec<$wit::ConfigDescriptor>>) -> Value {
            declared(config, |one| (one.name, one.description, one.required))
        }

        fn secrets(secrets: Option<Vec<$wit::SecretDescriptor>>) -> Value {
            declared(secrets, |one| (one.name, one.description, one.required))
        }
    };
}

/// The types that the two later versions have.
macro_rules! later {
    ($wit:ident) => {
        fn entries(entries: Option<Vec<$wit::MetaEntry>>) -> Object {
            let entries = entries.unwrap_or_default().into_iter();
            entries
                .map(|entry| (entry.key, entry.value.into()))
                .collect()
        }

        /// Those hints that the protocol has no place for.
        fn hints(annotations: Option<&$wit::ToolAnnotations>) -> Object {
            said([
                (
                    "greentic/streaming",
                    json!(annotations.and_then(|hints| hints.streaming)),
                ),
                (
                    "greentic/experimental",
                    json!(annotations.and_then(|hints| hints.experimental)),
                ),
            ])
        }

        fn offers(capabilities: &$wit::ServerCapabilities) -> model::Offers {
            model::Offers {
                tools: capabilities.tools.is_some(),
                resources: capabilities.resources.is_some(),
                prompts: capabilities.prompts.is_some(),
                completions: matches!(
                    capabilities.completions,
                    Some($wit::CompletionsCapability { enabled: true })
                ),
            }
        }

        impl From<$wit::AudioContent> for model::Block {
            fn from(audio: $wit::AudioContent) -> Self {
                Self {
                    content: model::Content::Audio {
                        data: audio.data,
                        mime: audio.mime_type,
                    },
                    annotations: annotations(audio.annotations),
                }
            }
        }

        impl From<$wit::ProgressNotification> for model::Progress {
            fn from(note: $wit::ProgressNotification) -> Self {
                Self {
                    progress: note.progress,
                    message: note.message,
                }
            }
        }

        impl From<$wit::CompletionResponse> for model::Completion {
            fn from(response: $wit::CompletionResponse) -> Self {
                Self {
                    content: all(Some(response.content)),
                    meta: entries(response.meta),
                    is_error: response.is_error == Some(true),
                }
            }
        }

        impl From<$wit::CompletionError> for model::Refusal {
            fn from(error: $wit::CompletionError) -> Self {
                match error {
                    $wit::CompletionError::InvalidParameters(message) => Self::Invalid(message),
                    $wit::CompletionError::ExecutionError(message) => Self::Failed(message),
                    $wit::CompletionError::SchemaError(message) => Self::Schema(message),
                    $wit::CompletionError::NotFound(message) => Self::NotFound(message),
                }
            }
        }
    };
}

pub(super) use {common, declarations, later};

/// All of a list; nothing where there is none.
pub(super) fn all<A: Into<B>, B>(list: Option<Vec<A>>) -> Vec<B> {
    list.unwrap_or_default()
        .into_iter()
        .map(Into::into)
        .collect()
}

/// Those members that say something.
pub(super) fn said<const N: usize>(members: [(&str, Value); N]) -> Object {
    let members = members.into_iter().filter(|(_, value)| !value.is_null());
    members
        .map(|(key, value)| (key.to_owned(), value))
        .collect()
}

/// What a server or tool declares to read; null for no statement.
pub(super) fn declared<T>(
    list: Option<Vec<T>>,
    parts: impl Fn(T) -> (String, String, bool),
) -> Value {
    let one = |one| {
        let (name, description, required) = parts(one);
        json!({ "name": name, "description": description, "required": required })
    };
    json!(list.map(|list| list.into_iter().map(one).collect::<Vec<_>>()))
}
