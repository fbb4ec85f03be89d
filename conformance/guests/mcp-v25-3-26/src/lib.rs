//! An MCP server in version 25.3.26 of its interface: what that has and others
//! do not.

#![cfg_attr(target_family = "wasm", no_std)]
#![forbid(unsafe_code)]

use greentic_guest::Call;
use greentic_guest::abi::Opt;
use greentic_guest::mcp::v25_3_26::{
    AudioContent, CallToolResult, CompletionError, CompletionRequest, CompletionResponse,
    CompletionsCapability, ConfigDescriptor, Content, EmbeddedResource, GetPromptResult, Guest,
    McpResource, MetaEntry, ProgressNotification, Prompt, PromptError, ReadResourceResult,
    ResourceContents, ResourceError, ServerCapabilities, TextContent, TextResourceContents, Tool,
    ToolAnnotations, ToolError, ToolMeta, ToolsCapability, Value,
};

greentic_guest::component! {
    export mcp::v25_3_26 => Second,
}

struct Second;

fn text(text: &str) -> Content<'_> {
    Content::Text(TextContent {
        text: text.into(),
        annotations: Opt::None,
    })
}

impl Guest for Second {
    fn name(_: &Call) -> &'static str {
        "second"
    }

    fn instructions(_: &Call) -> &'static str {
        ""
    }

    fn capabilities(_: &Call) -> ServerCapabilities {
        ServerCapabilities {
            tools: Opt::Some(ToolsCapability::default()),
            completions: Opt::Some(CompletionsCapability { enabled: true }),
            ..ServerCapabilities::default()
        }
    }

    fn list_tools(call: &Call) -> &[Tool<'_>] {
        let config = [ConfigDescriptor {
            name: "REGION".into(),
            description: "Where".into(),
            required: true,
        }];
        let entry = |key: &'static str| {
            let entries = [MetaEntry {
                key: key.into(),
                value: "yes".into(),
            }];
            Opt::Some(call.list(entries).into())
        };
        call.list([Tool {
            name: "all".into(),
            description: "For tests".into(),
            input_schema: Value { json: "{}".into() },
            output_schema: Opt::Some(Value { json: "{}".into() }),
            annotations: Opt::Some(ToolAnnotations {
                destructive: Opt::Some(true),
                streaming: Opt::Some(true),
                ..ToolAnnotations::default()
            }),
            meta: Opt::Some(ToolMeta {
                output_hint: Opt::Some("sound".into()),
                config: Opt::Some(call.list(config).into()),
                secrets: Opt::None,
                config_meta: entry("shared"),
                extra: entry("example.com/extra"),
            }),
        }])
    }

    fn call_tool<'a>(
        call: &'a Call,
        tool_name: &'a str,
        arguments: Value<'a>,
    ) -> Result<CallToolResult<'a>, ToolError<'a>> {
        if tool_name != "all" {
            return Err(ToolError::NotFound(tool_name.into()));
        }
        let content = [
            text(arguments.json.get()),
            Content::Audio(AudioContent {
                data: "AAEC".into(),
                mime_type: "audio/wav".into(),
                annotations: Opt::None,
            }),
            Content::Embedded(EmbeddedResource {
                resource_contents: ResourceContents::Text(TextResourceContents {
                    uri: "demo:text".into(),
                    text: "some text".into(),
                    ..TextResourceContents::default()
                }),
                annotations: Opt::None,
            }),
        ];
        let progress = [ProgressNotification {
            progress: Opt::Some(1.0),
            message: Opt::Some("done".into()),
            annotations: Opt::None,
        }];
        Ok(CallToolResult {
            content: call.list(content).into(),
            progress: Opt::Some(call.list(progress).into()),
            ..CallToolResult::default()
        })
    }

    fn list_resources(_: &Call) -> &[McpResource<'_>] {
        &[]
    }

    fn read_resource<'a>(
        _: &'a Call,
        uri: &'a str,
    ) -> Result<ReadResourceResult<'a>, ResourceError<'a>> {
        Err(ResourceError::NotFound(uri.into()))
    }

    fn list_prompts(_: &Call) -> &[Prompt<'_>] {
        &[]
    }

    fn get_prompt<'a>(
        _: &'a Call,
        prompt_name: &'a str,
    ) -> Result<GetPromptResult<'a>, PromptError<'a>> {
        Err(PromptError::NotFound(prompt_name.into()))
    }

    fn complete<'a>(
        call: &'a Call,
        _: CompletionRequest<'a>,
    ) -> Result<CompletionResponse<'a>, CompletionError<'a>> {
        Ok(CompletionResponse {
            content: call.list([text("first")]).into(),
            is_error: Opt::Some(false),
            ..CompletionResponse::default()
        })
    }
}
