//! The prompts. Values for their arguments have no way into a component.

use greentic_guest::Call;
use greentic_guest::abi::Opt;
use greentic_guest::mcp::v25_6_18::{
    EmbeddedResource, GetPromptResult, ImageContent, Prompt, PromptArgument, PromptError,
    PromptMessage, PromptMessageContent, PromptMessageRole,
};

use crate::{PNG, text};

/// Their names, what they are, and their arguments.
const PROMPTS: [(&str, &str, &[&str]); 4] = [
    ("test_simple_prompt", "A simple prompt", &[]),
    (
        "test_prompt_with_arguments",
        "A prompt with arguments",
        &["arg1", "arg2"],
    ),
    (
        "test_prompt_with_embedded_resource",
        "A prompt with a resource",
        &["resourceUri"],
    ),
    ("test_prompt_with_image", "A prompt with a picture", &[]),
];

pub(crate) fn list(call: &Call) -> &[Prompt<'_>] {
    call.list(PROMPTS.map(|(name, description, arguments)| {
        let arguments: &[_] = match arguments {
            [] => &[],
            [one] => call.list([argument(one)]),
            [one, two, ..] => call.list([argument(one), argument(two)]),
        };
        Prompt {
            name: name.into(),
            description: Opt::Some(description.into()),
            arguments: Opt::Some(arguments.into()),
        }
    }))
}

fn argument(name: &str) -> PromptArgument<'_> {
    PromptArgument {
        name: name.into(),
        required: Opt::Some(true),
        ..PromptArgument::default()
    }
}

pub(crate) fn get<'a>(
    call: &'a Call,
    name: &'a str,
) -> Result<GetPromptResult<'a>, PromptError<'a>> {
    let message = |content| PromptMessage {
        role: PromptMessageRole::User,
        content,
    };
    let says = |said: &'static str| message(PromptMessageContent::Text(text(said)));
    let messages: &[_] = match name {
        "test_simple_prompt" => call.list([says("This is a simple prompt for testing.")]),
        "test_prompt_with_arguments" => {
            return Err(PromptError::InvalidParameters(
                "values for arguments do not get here".into(),
            ));
        }
        "test_prompt_with_embedded_resource" => call.list([
            message(PromptMessageContent::McpResource(EmbeddedResource {
                uri: "test://example-resource".into(),
                mime_type: Opt::Some("text/plain".into()),
                data: "Embedded resource content for testing.".into(),
                ..EmbeddedResource::default()
            })),
            says("Please process the embedded resource above."),
        ]),
        "test_prompt_with_image" => call.list([
            message(PromptMessageContent::Image(ImageContent {
                data: PNG.into(),
                mime_type: "image/png".into(),
                annotations: Opt::None,
            })),
            says("Please analyze the image above."),
        ]),
        _ => return Err(PromptError::NotFound(name.into())),
    };
    Ok(GetPromptResult {
        messages: messages.into(),
        ..GetPromptResult::default()
    })
}
