//! The resources.

use greentic_guest::Call;
use greentic_guest::abi::Opt;
use greentic_guest::mcp::v25_6_18::{
    BlobResourceContents, McpResource, ReadResourceResult, ResourceContents, ResourceError,
    TextResourceContents,
};

use crate::PNG;

const TEXT: &str = "test://static-text";

const BINARY: &str = "test://static-binary";

pub(crate) fn list(call: &Call) -> &[McpResource<'_>] {
    let resources = [
        (TEXT, "static-text", "A text", "text/plain"),
        (BINARY, "static-binary", "A picture", "image/png"),
    ];
    call.list(
        resources.map(|(uri, name, description, mime_type)| McpResource {
            uri: uri.into(),
            name: name.into(),
            description: Opt::Some(description.into()),
            mime_type: mime_type.into(),
            ..McpResource::default()
        }),
    )
}

pub(crate) fn read<'a>(
    call: &'a Call,
    uri: &'a str,
) -> Result<ReadResourceResult<'a>, ResourceError<'a>> {
    let text = |mime_type: &'static str, text: &'a str| {
        ResourceContents::Text(TextResourceContents {
            uri: uri.into(),
            mime_type: Opt::Some(mime_type.into()),
            text: text.into(),
        })
    };
    let contents = match uri {
        TEXT => text(
            "text/plain",
            "This is the content of the static text resource.",
        ),
        BINARY => ResourceContents::Blob(BlobResourceContents {
            uri: uri.into(),
            mime_type: Opt::Some("image/png".into()),
            blob: PNG.into(),
        }),
        _ => match template(uri) {
            Some(id) => {
                let data = [
                    r#"{"id":""#,
                    id,
                    r#"","templateTest":true,"data":"Data for ID: "#,
                    id,
                    r#""}"#,
                ];
                text("application/json", call.concat(&data))
            }
            None => return Err(ResourceError::NotFound(uri.into())),
        },
    };
    Ok(ReadResourceResult {
        contents: call.list([contents]).into(),
    })
}

/// Returns the text in the place of `{id}` in `test://template/{id}/data`.
fn template(uri: &str) -> Option<&str> {
    let id = uri
        .strip_prefix("test://template/")?
        .strip_suffix("/data")?;
    let is_word = |byte: u8| byte.is_ascii_alphanumeric();
    (!id.is_empty() && id.bytes().all(is_word)).then_some(id)
}
