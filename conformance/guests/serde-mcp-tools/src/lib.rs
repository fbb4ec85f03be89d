//! The example `mcp-tools` with serde's derives in place of its own JSON.

#![cfg_attr(target_family = "wasm", no_std)]
#![forbid(unsafe_code)]

mod glossary;
#[cfg(test)]
#[path = "../../../../examples/shared/harmful.rs"]
mod harmful;
mod split;
#[cfg(test)]
#[path = "../../../../examples/mcp-tools/src/tests.rs"]
mod tests;
#[path = "../../../../examples/mcp-tools/src/tools.rs"]
mod tools;

use greentic_guest::Call;
use greentic_guest::abi::{List, Opt, Str};
use greentic_guest::mcp::v25_6_18::{
    CompletionError, CompletionRequest, CompletionResponse, ContentBlock, GetPromptResult, Guest,
    McpResource, Prompt, PromptError, ReadResourceResult, ResourceError, Response,
    ServerCapabilities, ServerDescription, TextContent, Tool, ToolError, ToolResult,
    ToolsCapability,
};

greentic_guest::component! {
    export mcp::v25_6_18 => Tools,
}

struct Tools;

/// What the server says about itself.
const SERVER: ServerDescription<'static> = ServerDescription {
    name: Str::new("mcp-tools"),
    title: Opt::Some(Str::new("Two small tools")),
    capabilities: ServerCapabilities {
        prompts: Opt::None,
        resources: Opt::None,
        tools: Opt::Some(ToolsCapability {
            list_changed: Opt::Some(false),
        }),
        completions: Opt::None,
    },
    resources: Opt::None,
    resource_metadata: Opt::None,
    meta: Opt::None,
};

const INSTRUCTIONS: &str = "Split bills with `split-bill`; look words up with `look-up`.";

// What is the same for every call stands in a constant too: it becomes data, and
// the method, which the trait demands all the same, no code.
impl Guest for Tools {
    const NAME: Option<&'static Str<'static>> = Some(&SERVER.name);

    fn name(_: &Call) -> &str {
        SERVER.name.get()
    }

    const TITLE: Option<&'static Opt<Str<'static>>> = Some(&SERVER.title);

    fn title(_: &Call) -> Option<&str> {
        SERVER.title.get().map(Str::get)
    }

    const INSTRUCTIONS: Option<&'static Str<'static>> = Some(&Str::new(INSTRUCTIONS));

    fn instructions(_: &Call) -> &str {
        INSTRUCTIONS
    }

    const DESCRIBE_SERVER: Option<&'static ServerDescription<'static>> = Some(&SERVER);

    fn describe_server(_: &Call) -> ServerDescription<'_> {
        SERVER
    }

    const LIST_TOOLS: Option<&'static List<'static, Tool<'static>>> =
        Some(&List::new(tools::TOOLS));

    fn list_tools(_: &Call) -> &[Tool<'_>] {
        tools::TOOLS
    }

    fn call_tool<'a>(
        call: &'a Call,
        tool_name: &'a str,
        arguments: &'a str,
    ) -> Result<Response<'a>, ToolError<'a>> {
        let answer = match tool_name {
            tools::SPLIT_BILL => split::split_bill(call, arguments),
            tools::LOOK_UP => glossary::look_up(call, arguments),
            _ => {
                let message = call.concat(&["there is no tool `", tool_name, "`"]);
                return Err(ToolError::NotFound(message.into()));
            }
        };
        match answer {
            Ok(answer) => Ok(Response::Completed(answer.result(call))),
            Err(message) => Err(ToolError::InvalidParameters(message.into())),
        }
    }

    const LIST_RESOURCES: Option<&'static List<'static, McpResource<'static>>> = Some(&List::EMPTY);

    fn list_resources(_: &Call) -> &[McpResource<'_>] {
        &[]
    }

    fn read_resource<'a>(
        _: &'a Call,
        _: &'a str,
    ) -> Result<ReadResourceResult<'a>, ResourceError<'a>> {
        Err(ResourceError::NotFound("there are no resources".into()))
    }

    const LIST_PROMPTS: Option<&'static List<'static, Prompt<'static>>> = Some(&List::EMPTY);

    fn list_prompts(_: &Call) -> &[Prompt<'_>] {
        &[]
    }

    fn get_prompt<'a>(_: &'a Call, _: &'a str) -> Result<GetPromptResult<'a>, PromptError<'a>> {
        Err(PromptError::NotFound("there are no prompts".into()))
    }

    fn complete<'a>(
        _: &'a Call,
        _: CompletionRequest<'a>,
    ) -> Result<CompletionResponse<'a>, CompletionError<'a>> {
        Err(CompletionError::NotFound("nothing is completed".into()))
    }
}

/// Why a tool does not take its arguments.
const SCHEMA: &str = "the arguments do not agree with the tool's input schema";

/// What a tool answers: one text.
#[derive(Clone, Copy)]
enum Answer<'a> {
    Text(&'a str),
    /// JSON: the structured content is the same text.
    Structured(&'a str),
    /// What the model should know of a task that failed.
    Failed(&'a str),
}

impl<'a> Answer<'a> {
    fn result(self, call: &'a Call) -> ToolResult<'a> {
        let (Self::Text(text) | Self::Structured(text) | Self::Failed(text)) = self;
        let block = ContentBlock::Text(TextContent {
            text: text.into(),
            annotations: Opt::None,
        });
        ToolResult {
            content: call.keep([block]).into(),
            structured_content: match self {
                Self::Structured(_) => Opt::Some(text.into()),
                _ => Opt::None,
            },
            is_error: match self {
                Self::Failed(_) => Opt::Some(true),
                _ => Opt::None,
            },
            ..ToolResult::default()
        }
    }
}
