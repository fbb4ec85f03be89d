//! `wasix:mcp/router@24.11.5`.

use greentic_host_shim::bindings::mcp::v24_11_5 as wit;
use greentic_host_shim::{Error, Exports};
use serde_json::{Value, json};

use super::common::{all, common, declarations, declared, said};
use crate::mcp::model;
use crate::mcp::rpc::Object;

common!(wit);
declarations!(wit);

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
            wit::Content::Embedded(resource) => resource.into(),
        }
    }
}

impl From<wit::Tool> for model::Tool {
    fn from(tool: wit::Tool) -> Self {
        Self {
            name: tool.name,
            title: None,
            description: tool.description,
            input_schema: tool.input_schema.json,
            output_schema: tool.output_schema.map(|schema| schema.json),
            read_only: None,
            destructive: None,
            meta: said([
                ("greentic/output", json!(tool.output)),
                ("greentic/config", config(tool.config)),
                ("greentic/secrets", secrets(tool.secrets)),
            ]),
        }
    }
}

impl From<wit::CallToolResult> for model::Answer {
    /// The protocol had no place for the output as a whole yet: it is one more
    /// text, unless the pieces have it already.
    fn from(result: wit::CallToolResult) -> Self {
        let mut content: Vec<model::Block> = all(Some(result.content));
        if let Some(output) = result.output {
            let output = model::Content::Text(output);
            if content.iter().all(|block| block.content != output) {
                content.push(model::Block {
                    content: output,
                    annotations: model::Annotations::default(),
                });
            }
        }
        Self::Completed(model::ToolResult {
            content,
            is_error: result.is_error,
            ..model::ToolResult::default()
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
    let reads = guest.list_config()?;
    let keys = guest.list_secrets()?;
    Ok(model::Server {
        name: guest.name()?,
        title: None,
        instructions: guest.instructions()?,
        offers: model::Offers {
            tools: capabilities.tools.is_some(),
            resources: capabilities.resources.is_some(),
            prompts: capabilities.prompts.is_some(),
            completions: false,
        },
        meta: said([
            ("greentic/config", config(some(reads))),
            ("greentic/secrets", secrets(some(keys))),
        ]),
    })
}

fn some<T>(list: Vec<T>) -> Option<Vec<T>> {
    (!list.is_empty()).then_some(list)
}
