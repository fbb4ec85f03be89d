//! An MCP server in version 24.11.5 of its interface: what that has and others
//! do not.

#![cfg_attr(target_family = "wasm", no_std)]
#![forbid(unsafe_code)]

use greentic_guest::Call;
use greentic_guest::abi::Opt;
use greentic_guest::mcp::v24_11_5::{
    Annotations, BlobResourceContents, CallToolResult, ConfigDescriptor, Content, EmbeddedResource,
    GetPromptResult, Guest, McpResource, Prompt, PromptError, ReadResourceResult, ResourceContents,
    ResourceError, SecretDescriptor, ServerCapabilities, TextContent, Tool, ToolError,
    ToolsCapability, Value,
};

greentic_guest::component! {
    export mcp::v24_11_5 => First,
}

struct First;

impl Guest for First {
    fn name(_: &Call) -> &'static str {
        "first"
    }

    fn instructions(_: &Call) -> &'static str {
        "Use it."
    }

    fn capabilities(_: &Call) -> ServerCapabilities {
        ServerCapabilities {
            tools: Opt::Some(ToolsCapability::default()),
            ..ServerCapabilities::default()
        }
    }

    fn list_tools(call: &Call) -> &[Tool<'_>] {
        call.list([Tool {
            name: "all".into(),
            description: "For tests".into(),
            input_schema: Value {
                json: r#"{"type":"object"}"#.into(),
            },
            output_schema: Opt::Some(Value {
                json: r#"{"type":"object"}"#.into(),
            }),
            output: Opt::Some("JSON".into()),
            config: Opt::None,
            secrets: Opt::Some(Self::list_secrets(call).into()),
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
            Content::Text(TextContent {
                text: arguments.json,
                annotations: Opt::Some(Annotations {
                    priority: Opt::Some(1.0),
                    ..Annotations::default()
                }),
            }),
            Content::Embedded(EmbeddedResource {
                resource_contents: ResourceContents::Blob(BlobResourceContents {
                    uri: "demo:bytes".into(),
                    mime_type: Opt::None,
                    blob: "AAEC".into(),
                }),
                annotations: Opt::None,
            }),
        ];
        Ok(CallToolResult {
            content: call.list(content).into(),
            output: Opt::Some(r#"{"n":1}"#.into()),
            is_error: Opt::None,
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

    fn list_config(call: &Call) -> &[ConfigDescriptor<'_>] {
        call.list([ConfigDescriptor {
            name: "REGION".into(),
            description: "Where".into(),
            required: false,
        }])
    }

    fn list_secrets(call: &Call) -> &[SecretDescriptor<'_>] {
        call.list([SecretDescriptor {
            name: "TOKEN".into(),
            description: "To get in".into(),
            required: true,
        }])
    }
}
