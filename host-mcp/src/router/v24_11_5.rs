//! `wasix:mcp/router@24.11.5`.

use greentic_host_shim::bindings::mcp::v24_11_5 as wit;
use greentic_host_shim::{Error, Exports};
use rmcp::model::{self as mcp, ErrorData};
use serde_json::{Value, json};

use super::common::{self, common, declarations};
use super::model::{self, Refusal};

common!(wit);
declarations!(wit);

fn block(content: wit::Content) -> mcp::ContentBlock {
    match content {
        wit::Content::Text(content) => text(content),
        wit::Content::Image(content) => image(content),
        wit::Content::Embedded(content) => embedded(content),
    }
}

pub(super) fn tool(tool: wit::Tool) -> Result<mcp::Tool, ErrorData> {
    let (input, _) = common::schemas(&tool.name, &tool.input_schema.json, None)?;
    let output = tool
        .output_schema
        .map(|schema| common::unstructured(&schema.json));
    let mut said = mcp::Tool::new(tool.name, tool.description, input);
    said.meta = common::meta(common::said([
        ("greentic/output", json!(tool.output)),
        ("greentic/output-schema", json!(output)),
        ("greentic/config", config(tool.config)),
        ("greentic/secrets", secrets(tool.secrets)),
    ]));
    Ok(said)
}

/// The protocol had no place for the output as a whole yet: it is one more
/// text, unless the pieces have it already.
#[allow(clippy::unnecessary_wraps, reason = "the latest version can fail")]
pub(super) fn answer(result: wit::CallToolResult) -> Result<model::Answer, ErrorData> {
    let mut content: Vec<_> = result.content.into_iter().map(block).collect();
    if let Some(output) = result.output {
        let is_there = |block: &mcp::ContentBlock| {
            block
                .as_text()
                .is_some_and(|content| content.text == output)
        };
        if !content.iter().any(is_there) {
            content.push(mcp::ContentBlock::text(output));
        }
    }
    let mut answer = mcp::CallToolResult::success(content);
    answer.is_error = result.is_error;
    Ok(model::Answer::Completed(model::Completed {
        result: answer,
        structured: None,
        progress: Vec::new(),
    }))
}

/// All that the server says about itself.
pub(super) fn server(
    mut guest: Exports<'_, wit::Guest>,
) -> Result<model::ServerDescription, Error> {
    let capabilities = guest.capabilities()?;
    let reads = guest.list_config()?;
    let keys = guest.list_secrets()?;
    Ok(model::ServerDescription {
        about: mcp::Implementation::new(guest.name()?, super::NO_VERSION),
        instructions: guest.instructions()?,
        offers: common::offers([
            capabilities.tools.is_some(),
            capabilities.resources.is_some(),
            capabilities.prompts.is_some(),
            false,
        ]),
        meta: common::said([
            ("greentic/config", config(some(reads))),
            ("greentic/secrets", secrets(some(keys))),
        ]),
    })
}

fn some<T>(list: Vec<T>) -> Option<Vec<T>> {
    (!list.is_empty()).then_some(list)
}
