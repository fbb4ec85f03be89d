//! An MCP server with the tools, resources and prompts that the official
//! conformance suite (`@modelcontextprotocol/conformance`) calls by name. Its
//! interface has no place for some features: logging, sampling, subscriptions, and
//! values for prompts.

#![cfg_attr(target_family = "wasm", no_std)]
#![forbid(unsafe_code)]

mod prompts;
mod questions;
mod resources;
mod tools;

use greentic_guest::Call;
use greentic_guest::abi::Opt;
use greentic_guest::mcp::v25_6_18::{
    CompletionError, CompletionRequest, CompletionResponse, CompletionsCapability, ContentBlock,
    GetPromptResult, Guest, McpResource, MetaEntry, Prompt, PromptError, PromptsCapability,
    ReadResourceResult, ResourceError, ResourcesCapability, Response, ServerCapabilities,
    ServerDescription, TextContent, Tool, ToolError, ToolsCapability,
};

greentic_guest::component! {
    export mcp::v25_6_18 => Everything,
}

struct Everything;

/// A PNG of one red pixel.
const PNG: &str =
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAIAAACQd1PeAAAADElEQVR4nGP4z8AAAAMBAQDJ/pLvAAAAAElFTkSuQmCC";

/// A WAV file without a sample.
const WAV: &str = "UklGRiQAAABXQVZFZm10IBAAAAABAAEARKwAAIhYAQACABAAZGF0YQAAAAA=";

fn text(text: &str) -> TextContent<'_> {
    TextContent {
        text: text.into(),
        ..TextContent::default()
    }
}

impl Guest for Everything {
    fn name(_: &Call) -> &'static str {
        "mcp-everything"
    }

    fn title(_: &Call) -> Option<&str> {
        Some("Everything that the suite asks for")
    }

    fn instructions(_: &Call) -> &'static str {
        "For the conformance suite."
    }

    fn describe_server(call: &Call) -> ServerDescription<'_> {
        let meta = [MetaEntry {
            key: "version".into(),
            value: "1.0.0".into(),
        }];
        ServerDescription {
            name: "mcp-everything".into(),
            title: Opt::Some("Everything that the suite asks for".into()),
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
        resources::list(call)
    }

    fn read_resource<'a>(
        call: &'a Call,
        uri: &'a str,
    ) -> Result<ReadResourceResult<'a>, ResourceError<'a>> {
        resources::read(call, uri)
    }

    fn list_prompts(call: &Call) -> &[Prompt<'_>] {
        prompts::list(call)
    }

    fn get_prompt<'a>(
        call: &'a Call,
        prompt_name: &'a str,
    ) -> Result<GetPromptResult<'a>, PromptError<'a>> {
        prompts::get(call, prompt_name)
    }

    fn complete<'a>(
        call: &'a Call,
        _: CompletionRequest<'a>,
    ) -> Result<CompletionResponse<'a>, CompletionError<'a>> {
        let content = ["test", "testing"].map(|value| ContentBlock::Text(text(value)));
        Ok(CompletionResponse {
            content: call.list(content).into(),
            ..CompletionResponse::default()
        })
    }
}
