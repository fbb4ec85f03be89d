//! `wasix:mcp/router@25.3.26`.

use greentic_host_shim::bindings::mcp::v25_3_26 as wit;
use greentic_host_shim::{Error, Exports};
use serde_json::{Value, json};

use super::common::{all, common, declarations, declared, later, said};
use crate::mcp::model;
use crate::mcp::rpc::Object;

common!(wit);
declarations!(wit);
later!(wit);

impl From<wit::EmbeddedResource> for model::Block {
    fn from(resource: wit::EmbeddedResource) -> Self {
        Self {
            content: model::Content::Embedded {
                contents: resource.resource_contents.into(),
                meta: Object::new(),
            },
            annotations: annotations(resource.annotations),
        }
    }
}

impl From<wit::Content> for model::Block {
    fn from(content: wit::Content) -> Self {
        match content {
            wit::Content::Text(text) => text.into(),
            wit::Content::Image(image) => image.into(),
            wit::Content::Audio(audio) => audio.into(),
            wit::Content::Embedded(resource) => resource.into(),
        }
    }
}

impl From<wit::Tool> for model::Tool {
    fn from(tool: wit::Tool) -> Self {
        let hinted = tool.annotations.as_ref();
        let mut meta = hints(hinted);
        let read_only = hinted.and_then(|hints| hints.read_only);
        let destructive = hinted.and_then(|hints| hints.destructive);
        if let Some(more) = tool.meta {
            let about = more.config_meta.map(|about| entries(Some(about)));
            meta.extend(said([
                ("greentic/output", json!(more.output_hint)),
                ("greentic/config", config(more.config)),
                ("greentic/secrets", secrets(more.secrets)),
                ("greentic/config-meta", json!(about)),
            ]));
            meta.extend(entries(more.extra));
        }
        Self {
            name: tool.name,
            title: None,
            description: tool.description,
            input_schema: tool.input_schema.json,
            output_schema: tool.output_schema.map(|schema| schema.json),
            read_only,
            destructive,
            meta,
        }
    }
}

impl From<wit::CallToolResult> for model::Answer {
    fn from(result: wit::CallToolResult) -> Self {
        Self::Completed(model::ToolResult {
            content: all(Some(result.content)),
            structured: None,
            progress: all(result.progress),
            meta: entries(result.meta),
            is_error: result.is_error,
        })
    }
}

impl From<wit::McpResource> for model::Resource {
    fn from(resource: wit::McpResource) -> Self {
        Self {
            uri: resource.uri,
            name: resource.name,
            title: None,
            description: resource.description,
            mime: resource.mime_type,
            annotations: annotations(resource.annotations),
        }
    }
}

/// All that the server says about itself.
pub(super) fn server(mut guest: Exports<'_, wit::Guest>) -> Result<model::Server, Error> {
    let capabilities = guest.capabilities()?;
    Ok(model::Server {
        name: guest.name()?,
        title: None,
        instructions: guest.instructions()?,
        offers: offers(&capabilities),
        meta: Object::new(),
    })
}

/// What a completion is asked for with.
pub(super) fn request(input: String) -> wit::CompletionRequest {
    wit::CompletionRequest {
        input: wit::Value { json: input },
        streaming: Some(false),
        meta: None,
    }
}
