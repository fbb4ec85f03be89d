//! `wasix:mcp/router@25.6.18`.

use greentic_host_shim::bindings::mcp::v25_6_18 as wit;
use greentic_host_shim::{Error, Exports};
use rmcp::model::{self as mcp, ErrorData, JsonObject};
use serde_json::{Value, json};

use super::base64;
use super::common::{self, common, later};
use super::model::{self, Refusal};

common!(wit);
later!(wit);

fn embedded(resource: wit::EmbeddedResource) -> mcp::ContentBlock {
    let mime = resource.mime_type;
    // The interface does not say which of the two it is.
    let is_text = mime.as_deref().is_none_or(is_text);
    let contents = if is_text || !base64::is_valid(&resource.data) {
        common::text(resource.uri, mime, resource.data)
    } else {
        common::blob(resource.uri, mime, resource.data)
    };
    let mut content = mcp::EmbeddedResource::new(contents);
    content.annotations = annotations(resource.annotations);
    content.meta = common::meta(common::said([
        ("greentic/title", json!(resource.title)),
        ("greentic/description", json!(resource.description)),
    ]));
    mcp::ContentBlock::Resource(content)
}

/// Tells whether content of that MIME type is text, as far as the name tells.
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

fn block(block: wit::ContentBlock) -> mcp::ContentBlock {
    match block {
        wit::ContentBlock::Text(content) => text(content),
        wit::ContentBlock::Image(content) => image(content),
        wit::ContentBlock::Audio(content) => audio(content),
        wit::ContentBlock::ResourceLink(link) => {
            // Links of components have no name of their own.
            let name = link.title.clone().unwrap_or_else(|| link.uri.clone());
            let mut said = mcp::Resource::new(link.uri, name);
            said.title = link.title;
            said.description = link.description;
            said.mime_type = link.mime_type;
            said.annotations = annotations(link.annotations);
            mcp::ContentBlock::ResourceLink(said)
        }
        wit::ContentBlock::EmbeddedResource(content) => embedded(content),
    }
}

pub(super) fn tool(tool: wit::Tool) -> Result<mcp::Tool, ErrorData> {
    let output = tool.output_schema.as_deref();
    let (input, output) = common::schemas(&tool.name, &tool.input_schema, output)?;
    let hints_said = tool.annotations.as_ref();
    let mut members = hints(hints_said);
    members.extend(entries(tool.meta));
    let mut said = mcp::Tool::new(tool.name, tool.description, input);
    said.title = tool.title;
    said.output_schema = output.map(Into::into);
    said.annotations = hinted(hints_said);
    said.meta = common::meta(members);
    Ok(said)
}

pub(super) fn answer(response: wit::Response) -> Result<model::Answer, ErrorData> {
    Ok(match response {
        wit::Response::Completed(result) => {
            let content = result.content.into_iter().map(block).collect();
            let mut answer = mcp::CallToolResult::success(content);
            answer.is_error = result.is_error;
            answer.meta = common::meta(entries(result.meta));
            model::Answer::Completed(model::Completed {
                result: answer,
                structured: result.structured_content,
                progress: notes(result.progress),
            })
        }
        // A question has no place for a title or hints in the protocol.
        wit::Response::Elicit(question) => {
            let title = question.title.iter().map(|title| format!("{title}\n\n"));
            let message = title.chain([question.message]).collect();
            model::Answer::Question(model::Question {
                message,
                schema: common::question(&question.schema)?,
                meta: entries(question.meta),
            })
        }
    })
}

pub(super) fn resource(resource: wit::McpResource) -> mcp::Resource {
    let mut said = mcp::Resource::new(resource.uri, resource.name);
    said.title = resource.title;
    said.description = resource.description;
    said.mime_type = Some(resource.mime_type);
    said.annotations = annotations(resource.annotations);
    said
}

/// All that the server says about itself. Its resources are not among it: they
/// are asked for by themselves.
pub(super) fn server(
    mut guest: Exports<'_, wit::Guest>,
) -> Result<model::ServerDescription, Error> {
    let instructions = guest.instructions()?;
    let description = guest.describe_server()?;
    let access = description.resource_metadata.map(|access| {
        let access = access.into_iter().map(|access| {
            let servers = access.authorization_servers.into_iter().map(|server| {
                common::said([
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
    let mut members = common::said([("greentic/resource-metadata", json!(access))]);
    members.extend(entries(description.meta));
    let version = members.get("version").and_then(Value::as_str);
    let mut about =
        mcp::Implementation::new(description.name, version.unwrap_or(super::NO_VERSION));
    about.title = description.title;
    Ok(model::ServerDescription {
        about,
        instructions,
        offers: offers(&description.capabilities),
        meta: members,
    })
}

/// Returns the request for a completion.
pub(super) fn request(input: String) -> wit::CompletionRequest {
    wit::CompletionRequest {
        input,
        streaming: Some(false),
        meta: None,
    }
}
