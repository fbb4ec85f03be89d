//! `wasix:mcp/router@25.6.18`.

use greentic_host_shim::bindings::mcp::v25_6_18 as wit;
use greentic_host_shim::{Error, Exports};
use serde_json::{Value, json};

use super::common::{all, common, later, said};
use crate::mcp::base64;
use crate::mcp::model;
use crate::mcp::rpc::Object;

common!(wit);
later!(wit);

impl From<wit::EmbeddedResource> for model::Block {
    fn from(resource: wit::EmbeddedResource) -> Self {
        let mime = resource.mime_type;
        // The interface does not say which of the two it is.
        let is_text = mime.as_deref().is_none_or(is_text);
        let body = if is_text || !base64::is_valid(&resource.data) {
            model::Body::Text(resource.data)
        } else {
            model::Body::Blob(resource.data)
        };
        Self {
            content: model::Content::Embedded {
                contents: model::Contents {
                    uri: resource.uri,
                    mime,
                    body,
                },
                meta: said([
                    ("greentic/title", json!(resource.title)),
                    ("greentic/description", json!(resource.description)),
                ]),
            },
            annotations: annotations(resource.annotations),
        }
    }
}

/// Whether content of that MIME type is text, as far as the name tells.
fn is_text(mime: &str) -> bool {
    let name = mime.split(';').next().unwrap_or_default().trim();
    let name = name.to_ascii_lowercase();
    name.starts_with("text/")
        || ["+json", "+xml", "+yaml"]
            .iter()
            .any(|end| name.ends_with(end))
        || matches!(
            name.strip_prefix("application/"),
            Some(
                "json"
                    | "xml"
                    | "yaml"
                    | "toml"
                    | "javascript"
                    | "ecmascript"
                    | "graphql"
                    | "sql"
                    | "x-www-form-urlencoded"
                    | "x-yaml"
                    | "x-ndjson"
                    | "x-sh"
            )
        )
}

impl From<wit::ContentBlock> for model::Block {
    fn from(block: wit::ContentBlock) -> Self {
        match block {
            wit::ContentBlock::Text(text) => text.into(),
            wit::ContentBlock::Image(image) => image.into(),
            wit::ContentBlock::Audio(audio) => audio.into(),
            wit::ContentBlock::ResourceLink(link) => Self {
                content: model::Content::Link {
                    uri: link.uri,
                    title: link.title,
                    description: link.description,
                    mime: link.mime_type,
                },
                annotations: annotations(link.annotations),
            },
            wit::ContentBlock::EmbeddedResource(resource) => resource.into(),
        }
    }
}

impl From<wit::Tool> for model::Tool {
    fn from(tool: wit::Tool) -> Self {
        let hinted = tool.annotations.as_ref();
        let mut meta = hints(hinted);
        meta.extend(entries(tool.meta));
        Self {
            name: tool.name,
            title: tool.title,
            description: tool.description,
            input_schema: tool.input_schema,
            output_schema: tool.output_schema,
            read_only: hinted.and_then(|hints| hints.read_only),
            destructive: hinted.and_then(|hints| hints.destructive),
            meta,
        }
    }
}

impl From<wit::Response> for model::Answer {
    fn from(response: wit::Response) -> Self {
        match response {
            wit::Response::Completed(result) => Self::Completed(model::ToolResult {
                content: all(Some(result.content)),
                structured: result.structured_content,
                progress: all(result.progress),
                meta: entries(result.meta),
                is_error: result.is_error,
            }),
            // A question has no place for hints in the protocol.
            wit::Response::Elicit(question) => Self::Question(model::Question {
                title: question.title,
                message: question.message,
                schema: question.schema,
                meta: entries(question.meta),
            }),
        }
    }
}

impl From<wit::McpResource> for model::Resource {
    fn from(resource: wit::McpResource) -> Self {
        Self {
            uri: resource.uri,
            name: resource.name,
            title: resource.title,
            description: resource.description,
            mime: resource.mime_type,
            annotations: annotations(resource.annotations),
        }
    }
}

/// All that the server says about itself. Its resources are not among it: they
/// are asked for by themselves.
pub(super) fn server(mut guest: Exports<'_, wit::Guest>) -> Result<model::Server, Error> {
    let instructions = guest.instructions()?;
    let description = guest.describe_server()?;
    Ok(described(description, instructions))
}

fn described(description: wit::ServerDescription, instructions: String) -> model::Server {
    let access = description.resource_metadata.map(|access| {
        let access = access.into_iter().map(|access| {
            let servers = access.authorization_servers.into_iter().map(|server| {
                said([
                    ("issuer", json!(server.issuer)),
                    ("token_endpoint", json!(server.token_endpoint)),
                ])
            });
            json!({
                "resource": access.resource_indicator,
                "authorization_servers": servers.collect::<Vec<_>>(),
                "scopes": access.default_scopes,
            })
        });
        access.collect::<Vec<Value>>()
    });
    let mut meta = said([("greentic/resource-metadata", json!(access))]);
    meta.extend(entries(description.meta));
    model::Server {
        name: description.name,
        title: description.title,
        instructions,
        offers: offers(&description.capabilities),
        meta,
    }
}

/// What a completion is asked for with.
pub(super) fn request(input: String) -> wit::CompletionRequest {
    wit::CompletionRequest {
        input,
        streaming: Some(false),
        meta: None,
    }
}
