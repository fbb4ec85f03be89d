//! An MCP server with everything that version 25.6.18 of its interface has, and
//! tools that misbehave.

#![cfg_attr(target_family = "wasm", no_std)]
#![forbid(unsafe_code)]

mod tools;

use greentic_guest::Call;
use greentic_guest::abi::{List, Opt, Str};
use greentic_guest::mcp::v25_6_18::{
    Annotations, BlobResourceContents, CompletionError, CompletionRequest, CompletionResponse,
    CompletionsCapability, ContentBlock, EmbeddedResource, GetPromptResult, Guest, McpResource,
    MetaEntry, Prompt, PromptArgument, PromptError, PromptMessage, PromptMessageContent,
    PromptMessageRole, PromptsCapability, ReadResourceResult, ResourceContents, ResourceError,
    ResourcesCapability, Response, Role, ServerCapabilities, ServerDescription, TextContent,
    TextResourceContents, Tool, ToolError, ToolsCapability,
};

greentic_guest::component! {
    import http::v1_1 as Http,
    import secrets_store::v1_1 as Secrets,
    export mcp::v25_6_18 => Everything,
}

struct Everything;

const AUDIENCE: &[Role] = &[Role::User, Role::Assistant];

const ANNOTATIONS: Opt<Annotations<'static>> = Opt::Some(Annotations {
    audience: Opt::Some(List::new(AUDIENCE)),
    priority: Opt::Some(0.1),
    timestamp: Opt::Some(Str::new("2025-01-01T00:00:00Z")),
});

fn text(text: &str) -> TextContent<'_> {
    TextContent {
        text: text.into(),
        annotations: ANNOTATIONS,
    }
}

impl Guest for Everything {
    fn name(_: &Call) -> &'static str {
        "everything"
    }

    fn title(_: &Call) -> Option<&str> {
        Some("Everything")
    }

    fn instructions(_: &Call) -> &'static str {
        "Try all of it."
    }

    fn describe_server(call: &Call) -> ServerDescription<'_> {
        let meta = [MetaEntry {
            key: "version".into(),
            value: "1.2.3".into(),
        }];
        ServerDescription {
            name: "everything".into(),
            title: Opt::Some("Everything".into()),
            capabilities: ServerCapabilities {
                prompts: Opt::Some(PromptsCapability::default()),
                resources: Opt::Some(ResourcesCapability::default()),
                tools: Opt::Some(ToolsCapability::default()),
                completions: Opt::Some(CompletionsCapability { enabled: true }),
            },
            meta: Opt::Some(call.list(meta).into()),
            ..ServerDescription::default()
        }
    }

    fn list_tools(call: &Call) -> &[Tool<'_>] {
        tools::list(call)
    }

    fn call_tool<'a>(
        call: &'a Call,
        tool_name: &'a str,
        arguments: &'a str,
    ) -> Result<Response<'a>, ToolError<'a>> {
        tools::call(call, tool_name, arguments)
    }

    fn list_resources(call: &Call) -> &[McpResource<'_>] {
        call.list([McpResource {
            uri: "demo:both".into(),
            name: "both".into(),
            title: Opt::Some("Text and bytes".into()),
            description: Opt::Some("One of each".into()),
            mime_type: "text/plain".into(),
            annotations: ANNOTATIONS,
        }])
    }

    fn read_resource<'a>(
        call: &'a Call,
        uri: &'a str,
    ) -> Result<ReadResourceResult<'a>, ResourceError<'a>> {
        match uri {
            "demo:both" => {}
            "demo:broken" => return Err(ResourceError::ExecutionError("on purpose".into())),
            _ => return Err(ResourceError::NotFound(uri.into())),
        }
        let contents = [
            ResourceContents::Text(TextResourceContents {
                uri: uri.into(),
                mime_type: Opt::Some("text/plain".into()),
                text: "some text".into(),
            }),
            ResourceContents::Blob(BlobResourceContents {
                uri: uri.into(),
                mime_type: Opt::None,
                blob: "AAEC".into(),
            }),
        ];
        Ok(ReadResourceResult {
            contents: call.list(contents).into(),
        })
    }

    fn list_prompts(call: &Call) -> &[Prompt<'_>] {
        let arguments = [PromptArgument {
            name: "subject".into(),
            description: Opt::Some("What about".into()),
            required: Opt::Some(false),
        }];
        call.list([Prompt {
            name: "talk".into(),
            description: Opt::Some("A talk".into()),
            arguments: Opt::Some(call.list(arguments).into()),
        }])
    }

    fn get_prompt<'a>(
        call: &'a Call,
        prompt_name: &'a str,
    ) -> Result<GetPromptResult<'a>, PromptError<'a>> {
        match prompt_name {
            "talk" => {}
            "needs-values" => return Err(PromptError::InvalidParameters("no values".into())),
            "broken" => return Err(PromptError::InternalError("on purpose".into())),
            _ => return Err(PromptError::NotFound(prompt_name.into())),
        }
        let messages = [
            PromptMessage {
                role: PromptMessageRole::User,
                content: PromptMessageContent::Text(text("Tell me")),
            },
            PromptMessage {
                role: PromptMessageRole::Assistant,
                content: PromptMessageContent::McpResource(EmbeddedResource {
                    uri: "demo:both".into(),
                    data: "some text".into(),
                    ..EmbeddedResource::default()
                }),
            },
        ];
        Ok(GetPromptResult {
            description: Opt::Some("A talk".into()),
            messages: call.list(messages).into(),
        })
    }

    fn complete<'a>(
        call: &'a Call,
        request: CompletionRequest<'a>,
    ) -> Result<CompletionResponse<'a>, CompletionError<'a>> {
        let content = [
            ContentBlock::Text(text("first")),
            // All that is known, for a test to look at.
            ContentBlock::Text(text(request.input.get())),
        ];
        Ok(CompletionResponse {
            content: call.list(content).into(),
            ..CompletionResponse::default()
        })
    }
}
