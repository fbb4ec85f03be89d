//! The tools.

use greentic_guest::Call;
use greentic_guest::abi::Opt;
use greentic_guest::mcp::v25_6_18::{
    AudioContent, ContentBlock, EmbeddedResource, ImageContent, ProgressNotification, Response,
    Tool, ToolError, ToolResult,
};

use crate::questions::{self, Question};
use crate::{PNG, WAV, text};

/// The tools' names, what they do, and what they take.
const TOOLS: [(&str, &str, &str); 12] = [
    ("test_simple_text", "Answers with a text", NOTHING),
    ("test_image_content", "Answers with a picture", NOTHING),
    ("test_audio_content", "Answers with sound", NOTHING),
    ("test_embedded_resource", "Answers with a resource", NOTHING),
    (
        "test_multiple_content_types",
        "Answers with a text, a picture and a resource",
        NOTHING,
    ),
    (
        "test_tool_with_progress",
        "Tells how it comes along",
        NOTHING,
    ),
    ("test_error_handling", "Fails at its task", NOTHING),
    (
        "test_elicitation",
        "Asks for a name and an address",
        MESSAGE,
    ),
    (
        questions::DEFAULTS,
        "Asks with a default for every kind of value",
        NOTHING,
    ),
    (
        questions::CHOICES,
        "Asks with every kind of choice",
        NOTHING,
    ),
    ("test_reconnection", "Answers at once", NOTHING),
    (
        "json_schema_2020_12_tool",
        "Tool with JSON Schema 2020-12 features",
        SCHEMA_2020_12,
    ),
];

const NOTHING: &str = r#"{"type":"object","properties":{}}"#;

const MESSAGE: &str =
    r#"{"type":"object","properties":{"message":{"type":"string"}},"required":["message"]}"#;

const SCHEMA_2020_12: &str = r##"{"$schema":"https://json-schema.org/draft/2020-12/schema","type":"object","$defs":{"address":{"type":"object","properties":{"street":{"type":"string"},"city":{"type":"string"}}}},"properties":{"name":{"type":"string"},"address":{"$ref":"#/$defs/address"}},"additionalProperties":false}"##;

pub(crate) fn list(call: &Call) -> &[Tool<'_>] {
    call.list(TOOLS.map(|(name, description, schema)| Tool {
        name: name.into(),
        description: description.into(),
        input_schema: schema.into(),
        ..Tool::default()
    }))
}

pub(crate) fn call<'a>(
    call: &'a Call,
    name: &'a str,
    arguments: &'a str,
) -> Result<Response<'a>, ToolError<'a>> {
    let said = |said: &'static str| ContentBlock::Text(text(said));
    let result = match name {
        "test_simple_text" => answer(call, [said("This is a simple text response for testing.")]),
        "test_image_content" => answer(call, [image()]),
        "test_audio_content" => answer(call, [audio()]),
        "test_embedded_resource" => {
            let content = "This is an embedded resource content.";
            answer(
                call,
                [embedded("test://embedded-resource", "text/plain", content)],
            )
        }
        "test_multiple_content_types" => {
            let resource = embedded(
                "test://mixed-content-resource",
                "application/json",
                r#"{"test":"data","value":123}"#,
            );
            answer(
                call,
                [said("Multiple content types test:"), image(), resource],
            )
        }
        "test_tool_with_progress" => {
            let progress = [0.0, 50.0, 100.0].map(|progress| ProgressNotification {
                progress: Opt::Some(progress),
                ..ProgressNotification::default()
            });
            ToolResult {
                progress: Opt::Some(call.list(progress).into()),
                ..answer(call, [said("It came along.")])
            }
        }
        "test_error_handling" => ToolResult {
            is_error: Opt::Some(true),
            ..answer(
                call,
                [said("This tool intentionally returns an error for testing")],
            )
        },
        "test_reconnection" => answer(call, [said("There was nothing to wait for.")]),
        "json_schema_2020_12_tool" => answer(call, [ContentBlock::Text(text(arguments))]),
        _ => match questions::question(call, name, arguments) {
            Question::Due(question) => return Ok(Response::Elicit(question)),
            Question::Answered => {
                let all = call.concat(&["User response: ", arguments]);
                answer(call, [ContentBlock::Text(text(all))])
            }
            Question::None => {
                return Err(ToolError::NotFound(call.concat(&["no tool ", name]).into()));
            }
        },
    };
    Ok(Response::Completed(result))
}

fn answer<'a, const N: usize>(call: &'a Call, content: [ContentBlock<'a>; N]) -> ToolResult<'a> {
    ToolResult {
        content: call.list(content).into(),
        ..ToolResult::default()
    }
}

fn image() -> ContentBlock<'static> {
    ContentBlock::Image(ImageContent {
        data: PNG.into(),
        mime_type: "image/png".into(),
        annotations: Opt::None,
    })
}

fn audio() -> ContentBlock<'static> {
    ContentBlock::Audio(AudioContent {
        data: WAV.into(),
        mime_type: "audio/wav".into(),
        annotations: Opt::None,
    })
}

fn embedded(
    uri: &'static str,
    mime_type: &'static str,
    data: &'static str,
) -> ContentBlock<'static> {
    ContentBlock::EmbeddedResource(EmbeddedResource {
        uri: uri.into(),
        mime_type: Opt::Some(mime_type.into()),
        data: data.into(),
        ..EmbeddedResource::default()
    })
}
