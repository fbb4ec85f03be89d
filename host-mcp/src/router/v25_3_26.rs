//! `wasix:mcp/router@25.3.26`.

use greentic_host_shim::bindings::mcp::v25_3_26 as wit;
use greentic_host_shim::{Error, Exports};
use rmcp::model::{self as mcp, ErrorData, JsonObject};
use serde_json::{Value, json};

use super::common::{self, common, declarations, later};
use super::model::{self, Refusal};

common!(wit);
declarations!(wit);
later!(wit);

fn block(content: wit::Content) -> mcp::ContentBlock {
    match content {
        wit::Content::Text(content) => text(content),
        wit::Content::Image(content) => image(content),
        wit::Content::Audio(content) => audio(content),
        wit::Content::Embedded(content) => embedded(content),
    }
}

pub(super) fn tool(tool: wit::Tool) -> Result<mcp::Tool, ErrorData> {
    let (input, _) = common::schemas(&tool.name, &tool.input_schema.json, None)?;
    let output = tool
        .output_schema
        .map(|schema| common::unstructured(&schema.json));
    let hints_said = tool.annotations.as_ref();
    let mut members = hints(hints_said);
    members.extend(common::said([("greentic/output-schema", json!(output))]));
    if let Some(more) = tool.meta {
        let about = more.config_meta.map(|about| entries(Some(about)));
        members.extend(common::said([
            ("greentic/output", json!(more.output_hint)),
            ("greentic/config", config(more.config)),
            ("greentic/secrets", secrets(more.secrets)),
            ("greentic/config-meta", json!(about)),
        ]));
        members.extend(entries(more.extra));
    }
    let mut said = mcp::Tool::new(tool.name, tool.description, input);
    said.annotations = hinted(hints_said);
    said.meta = common::meta(members);
    Ok(said)
}

#[allow(clippy::unnecessary_wraps, reason = "the latest version can fail")]
pub(super) fn answer(result: wit::CallToolResult) -> Result<model::Answer, ErrorData> {
    let content = result.content.into_iter().map(block).collect();
    let mut answer = mcp::CallToolResult::success(content);
    answer.is_error = result.is_error;
    answer.meta = common::meta(entries(result.meta));
    Ok(model::Answer::Completed(model::Completed {
        result: answer,
        structured: None,
        progress: notes(result.progress),
    }))
}

/// All that the server says about itself.
pub(super) fn server(
    mut guest: Exports<'_, wit::Guest>,
) -> Result<model::ServerDescription, Error> {
    let capabilities = guest.capabilities()?;
    Ok(model::ServerDescription {
        about: mcp::Implementation::new(guest.name()?, super::NO_VERSION),
        instructions: guest.instructions()?,
        offers: offers(&capabilities),
        meta: JsonObject::new(),
    })
}

/// Returns the request for a completion.
pub(super) fn request(input: String) -> wit::CompletionRequest {
    wit::CompletionRequest {
        input: wit::Value { json: input },
        streaming: Some(false),
        meta: None,
    }
}
