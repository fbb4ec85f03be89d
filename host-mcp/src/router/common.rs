//! Code that the versions of the interface share. Each version has types of its own in
//! Rust, so macros write the code once for all.

use rmcp::model::{ElicitationSchema, ErrorData, JsonObject, MetaObject};
use serde_json::{Value, json};

/// The types that all versions have. The module has to say itself how its
/// `EmbeddedResource` becomes a block.
macro_rules! common {
    ($wit:ident) => {
        fn annotations(annotations: Option<$wit::Annotations>) -> Option<rmcp::model::Annotations> {
            let annotations = annotations?;
            let audience = annotations.audience.unwrap_or_default();
            let audience: Vec<_> = audience
                .into_iter()
                .map(|role| match role {
                    $wit::Role::User => rmcp::model::Role::User,
                    $wit::Role::Assistant => rmcp::model::Role::Assistant,
                })
                .collect();
            // The protocol's only numbers for it.
            let priority = annotations.priority;
            let mut said = rmcp::model::Annotations::default();
            said.audience = (!audience.is_empty()).then_some(audience);
            said.priority = priority.filter(|priority| (0.0..=1.0).contains(priority));
            said.last_modified = annotations.timestamp;
            let nothing = rmcp::model::Annotations::default();
            (said != nothing).then_some(said)
        }

        fn text(text: $wit::TextContent) -> rmcp::model::ContentBlock {
            let mut content = rmcp::model::TextContent::new(text.text);
            content.annotations = annotations(text.annotations);
            rmcp::model::ContentBlock::Text(content)
        }

        fn image(image: $wit::ImageContent) -> rmcp::model::ContentBlock {
            let mut content = rmcp::model::ImageContent::new(image.data, image.mime_type);
            content.annotations = annotations(image.annotations);
            rmcp::model::ContentBlock::Image(content)
        }

        pub(super) fn contents(contents: $wit::ResourceContents) -> rmcp::model::ResourceContents {
            match contents {
                $wit::ResourceContents::Text(text) => {
                    common::text(text.uri, text.mime_type, text.text)
                }
                $wit::ResourceContents::Blob(blob) => {
                    common::blob(blob.uri, blob.mime_type, blob.blob)
                }
            }
        }

        pub(super) fn prompt(prompt: $wit::Prompt) -> rmcp::model::Prompt {
            let argument = |argument: $wit::PromptArgument| {
                let mut said = rmcp::model::PromptArgument::new(argument.name);
                said.description = argument.description;
                said.required = argument.required;
                said
            };
            let arguments = prompt.arguments.unwrap_or_default();
            let arguments: Vec<_> = arguments.into_iter().map(argument).collect();
            let arguments = (!arguments.is_empty()).then_some(arguments);
            rmcp::model::Prompt::new(prompt.name, prompt.description, arguments)
        }

        pub(super) fn conversation(result: $wit::GetPromptResult) -> rmcp::model::GetPromptResult {
            let message = |message: $wit::PromptMessage| {
                let role = match message.role {
                    $wit::PromptMessageRole::User => rmcp::model::Role::User,
                    $wit::PromptMessageRole::Assistant => rmcp::model::Role::Assistant,
                };
                let content = match message.content {
                    $wit::PromptMessageContent::Text(content) => text(content),
                    $wit::PromptMessageContent::Image(content) => image(content),
                    $wit::PromptMessageContent::McpResource(content) => embedded(content),
                };
                rmcp::model::PromptMessage::new(role, content)
            };
            let messages = result.messages.into_iter().map(message).collect();
            let mut said = rmcp::model::GetPromptResult::new(messages);
            said.description = result.description;
            said
        }

        pub(super) fn read(result: $wit::ReadResourceResult) -> rmcp::model::ReadResourceResult {
            let parts = result.contents.into_iter().map(contents).collect();
            rmcp::model::ReadResourceResult::new(parts)
        }

        impl From<$wit::ToolError> for Refusal {
            fn from(error: $wit::ToolError) -> Self {
                match error {
                    $wit::ToolError::InvalidParameters(message) => Self::Invalid(message),
                    $wit::ToolError::ExecutionError(message) => Self::Failed(message),
                    $wit::ToolError::SchemaError(message) => Self::Schema(message),
                    $wit::ToolError::NotFound(message) => Self::NotFound(message),
                }
            }
        }

        impl From<$wit::ResourceError> for Refusal {
            fn from(error: $wit::ResourceError) -> Self {
                match error {
                    $wit::ResourceError::ExecutionError(message) => Self::Failed(message),
                    $wit::ResourceError::NotFound(message) => Self::NotFound(message),
                }
            }
        }

        impl From<$wit::PromptError> for Refusal {
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
            common::declared(config, |one| (one.name, one.description, one.required))
        }

        fn secrets(secrets: Option<Vec<$wit::SecretDescriptor>>) -> Value {
            common::declared(secrets, |one| (one.name, one.description, one.required))
        }

        fn embedded(resource: $wit::EmbeddedResource) -> rmcp::model::ContentBlock {
            let contents = contents(resource.resource_contents);
            let mut content = rmcp::model::EmbeddedResource::new(contents);
            content.annotations = annotations(resource.annotations);
            rmcp::model::ContentBlock::Resource(content)
        }

        pub(super) fn resource(resource: $wit::McpResource) -> rmcp::model::Resource {
            let mut said = rmcp::model::Resource::new(resource.uri, resource.name);
            said.description = resource.description;
            said.mime_type = Some(resource.mime_type);
            said.annotations = annotations(resource.annotations);
            said
        }
    };
}

/// The types that the two later versions have.
macro_rules! later {
    ($wit:ident) => {
        fn entries(entries: Option<Vec<$wit::MetaEntry>>) -> JsonObject {
            let entries = entries.unwrap_or_default().into_iter();
            entries
                .map(|entry| (entry.key, entry.value.into()))
                .collect()
        }

        /// Those hints that the protocol has no place for.
        fn hints(annotations: Option<&$wit::ToolAnnotations>) -> JsonObject {
            common::said([
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

        fn hinted(
            annotations: Option<&$wit::ToolAnnotations>,
        ) -> Option<rmcp::model::ToolAnnotations> {
            let hints = annotations?;
            common::hinted(hints.read_only, hints.destructive)
        }

        fn offers(capabilities: &$wit::ServerCapabilities) -> rmcp::model::ServerCapabilities {
            common::offers([
                capabilities.tools.is_some(),
                capabilities.resources.is_some(),
                capabilities.prompts.is_some(),
                matches!(
                    capabilities.completions,
                    Some($wit::CompletionsCapability { enabled: true })
                ),
            ])
        }

        fn audio(audio: $wit::AudioContent) -> rmcp::model::ContentBlock {
            let mut content = rmcp::model::AudioContent::new(audio.data, audio.mime_type);
            content.annotations = annotations(audio.annotations);
            rmcp::model::ContentBlock::Audio(content)
        }

        fn notes(notes: Option<Vec<$wit::ProgressNotification>>) -> Vec<model::Progress> {
            let note = |note: $wit::ProgressNotification| model::Progress {
                progress: note.progress,
                message: note.message,
            };
            notes.unwrap_or_default().into_iter().map(note).collect()
        }

        pub(super) fn completion(response: $wit::CompletionResponse) -> model::Completion {
            model::Completion {
                result: common::completion(
                    response.content.into_iter().map(block),
                    entries(response.meta),
                ),
                is_error: response.is_error == Some(true),
            }
        }

        impl From<$wit::CompletionError> for Refusal {
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

/// Returns those members that say something.
pub(super) fn said<const N: usize>(members: [(&str, Value); N]) -> JsonObject {
    let members = members.into_iter().filter(|(_, value)| !value.is_null());
    members
        .map(|(key, value)| (key.to_owned(), value))
        .collect()
}

/// Returns what a server or tool declares to read; null for no statement.
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

pub(super) fn meta(members: JsonObject) -> Option<MetaObject> {
    (!members.is_empty()).then_some(MetaObject(members))
}

pub(super) fn text(
    uri: String,
    mime: Option<String>,
    text: String,
) -> rmcp::model::ResourceContents {
    rmcp::model::ResourceContents::TextResourceContents {
        uri,
        mime_type: mime,
        text,
        meta: None,
    }
}

pub(super) fn blob(
    uri: String,
    mime: Option<String>,
    blob: String,
) -> rmcp::model::ResourceContents {
    rmcp::model::ResourceContents::BlobResourceContents {
        uri,
        mime_type: mime,
        blob,
        meta: None,
    }
}

pub(super) fn hinted(
    read_only: Option<bool>,
    destructive: Option<bool>,
) -> Option<rmcp::model::ToolAnnotations> {
    if read_only.is_none() && destructive.is_none() {
        return None;
    }
    let mut hints = rmcp::model::ToolAnnotations::new();
    hints.read_only_hint = read_only;
    hints.destructive_hint = destructive;
    Some(hints)
}

pub(super) fn offers(
    [tools, resources, prompts, completions]: [bool; 4],
) -> rmcp::model::ServerCapabilities {
    let mut offers = rmcp::model::ServerCapabilities::default();
    offers.tools = tools.then(Default::default);
    offers.resources = resources.then(Default::default);
    offers.prompts = prompts.then(Default::default);
    offers.completions = completions.then(Default::default);
    offers
}

/// Returns a value for each text, as many as the protocol allows.
pub(super) fn completion(
    content: impl Iterator<Item = rmcp::model::ContentBlock>,
    members: JsonObject,
) -> rmcp::model::CompleteResult {
    let texts = content.filter_map(|block| match block {
        rmcp::model::ContentBlock::Text(text) => Some(text.text),
        _ => None,
    });
    let mut values: Vec<_> = texts.collect();
    let total = values.len();
    values.truncate(rmcp::model::CompletionInfo::MAX_VALUES);
    let mut info = rmcp::model::CompletionInfo::default();
    info.has_more = Some(total > values.len());
    info.total = u32::try_from(total).ok();
    info.values = values;
    let mut result = rmcp::model::CompleteResult::new(info);
    result.meta = meta(members);
    result
}

/// Reads the schema of an object. That it is one goes without saying for a
/// component, not for the protocol.
///
/// # Errors
///
/// The end of a sentence that says what is wrong with it.
fn schema(text: &str) -> Result<JsonObject, String> {
    let value = serde_json::from_str(text).map_err(|error| format!("is not JSON: {error}"))?;
    let Value::Object(mut members) = value else {
        return Err("is not a JSON object".to_owned());
    };
    match members.get("type") {
        None => {
            members.insert("type".to_owned(), json!("object"));
        }
        Some(kind) if kind == "object" => {}
        Some(kind) => return Err(format!("is not one of an object: its `type` is {kind}")),
    }
    Ok(members)
}

/// Reads the two schemas of a tool.
///
/// # Errors
///
/// One is none.
pub(super) fn schemas(
    tool: &str,
    input: &str,
    output: Option<&str>,
) -> Result<(JsonObject, Option<JsonObject>), ErrorData> {
    let read = |which, text: &str| {
        schema(text).map_err(|problem| {
            ErrorData::internal_error(format!("the {which} of the tool `{tool}` {problem}"), None)
        })
    };
    let input = read("input schema", input)?;
    let output = output.map(|text| read("output schema", text)).transpose()?;
    Ok((input, output))
}

/// Wraps the text that an older interface has about the output of a tool. For the
/// protocol an output schema promises structured content, for which these interfaces have
/// no place.
pub(super) fn unstructured(schema: &str) -> Value {
    // It is nothing to check by: a text tells as much.
    serde_json::from_str(schema).unwrap_or_else(|_| json!(schema))
}

/// Reads the schema of a question.
///
/// # Errors
///
/// It is not one of those that the protocol lets people be asked by.
pub(super) fn question(text: &str) -> Result<ElicitationSchema, ErrorData> {
    let wrong = |problem: String| {
        ErrorData::internal_error(format!("the schema of the question {problem}"), None)
    };
    let mut members = schema(text).map_err(wrong)?;
    members.entry("properties").or_insert_with(|| json!({}));
    let Some(properties) = members["properties"].as_object() else {
        return Err(wrong(
            "has `properties` that are not a JSON object".to_owned(),
        ));
    };
    for (name, property) in properties {
        let one = json!({ "type": "object", "properties": { name: property } });
        if serde_json::from_value::<ElicitationSchema>(one).is_err() {
            return Err(wrong(format!(
                "asks for `{name}`, which is neither a string nor a number, an integer, a \
                 boolean or a choice: the protocol has no such questions"
            )));
        }
    }
    serde_json::from_value(Value::Object(members))
        .map_err(|error| wrong(format!("is not one of a question: {error}")))
}
