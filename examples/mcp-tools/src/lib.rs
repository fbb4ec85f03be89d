//! An MCP server with two tools: one answers with structured output, one can
//! fail at its task, and both refuse arguments that they do not take.

#![cfg_attr(target_family = "wasm", no_std)]
#![forbid(unsafe_code)]

mod glossary;
mod split;
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

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::{Value, json};

    /// What a tool answers: the text, the structured content and whether it is
    /// an error; or the protocol error.
    fn answer(tool: &str, arguments: &str) -> Result<(String, Value, bool), String> {
        let call = Call::new();
        match Tools::call_tool(&call, tool, arguments) {
            Ok(Response::Completed(result)) => {
                let [ContentBlock::Text(text)] = &*result.content else {
                    panic!("not one text: {result:?}");
                };
                let structured = result.structured_content.get();
                let structured = structured.map_or(Value::Null, |json| {
                    serde_json::from_str(json.get()).expect("JSON")
                });
                let is_error = result.is_error == Opt::Some(true);
                Ok((text.text.to_string(), structured, is_error))
            }
            Ok(other) => panic!("a question: {other:?}"),
            Err(error) => Err(format!("{error:?}")),
        }
    }

    #[test]
    fn splits_a_bill() {
        let (text, structured, is_error) =
            answer("split-bill", r#" {"people": 3, "cents": 1000} "#).expect("a result");
        assert_eq!(structured, json!({ "each": 333, "left": 1 }));
        // For clients that know no structured content: the same, as text.
        assert_eq!(serde_json::from_str::<Value>(&text).ok(), Some(structured));
        assert!(!is_error);
        let largest = answer("split-bill", r#"{"cents":4294967295,"people":1}"#).expect("a result");
        assert_eq!(largest.1, json!({ "each": u32::MAX, "left": 0 }));
    }

    #[test]
    fn looks_words_up() {
        let (text, structured, is_error) = answer("look-up", r#"{"term":"\u0057IT"}"#).expect("ok");
        assert!(text.starts_with("WebAssembly Interface"), "{text}");
        assert_eq!((structured, is_error), (Value::Null, false));
    }

    #[test]
    fn an_unknown_word_is_an_error_for_the_model() {
        let (text, _, is_error) =
            answer("look-up", r#"{"term":"a \"\ud83c\udf0d\""}"#).expect("ok");
        assert_eq!(text, "`a \"\u{1f30d}\"` is not in the glossary");
        assert!(is_error);
    }

    #[test]
    fn refuses_what_no_tool_takes() {
        for (tool, arguments) in [
            ("split-bill", ""),
            ("split-bill", "null"),
            ("split-bill", "[1,2]"),
            ("split-bill", r#"{"cents":1}"#),
            ("split-bill", r#"{"cents":1,"people":0}"#),
            ("split-bill", r#"{"cents":-1,"people":2}"#),
            ("split-bill", r#"{"cents":1.5,"people":2}"#),
            ("split-bill", r#"{"cents":4294967296,"people":2}"#),
            ("split-bill", r#"{"cents":"1","people":2}"#),
            ("split-bill", r#"{"cents":1,"people":2,"tip":3}"#),
            ("split-bill", r#"{"cents":1,"people":2} x"#),
            ("look-up", r#"{"term":""}"#),
            ("look-up", r#"{"term":1}"#),
            ("look-up", r#"{"term":"\ud83c"}"#),
            ("look-up", "{\"term\":\"\n\"}"),
        ] {
            let error = answer(tool, arguments).expect_err(arguments);
            assert!(error.starts_with("InvalidParameters("), "{error}");
        }
    }

    #[test]
    fn an_unknown_tool_is_not_found() {
        for tool in ["", "split", "Split-bill", "look-up2"] {
            let error = answer(tool, "{}").expect_err(tool);
            assert_eq!(error, format!("NotFound(\"there is no tool `{tool}`\")"));
        }
    }

    #[test]
    fn describes_its_tools_with_schemas() {
        let call = Call::new();
        let tools = Tools::list_tools(&call);
        let names: Vec<_> = tools.iter().map(|tool| tool.name.get()).collect();
        assert_eq!(names, ["split-bill", "look-up"]);
        for tool in tools {
            assert!(tool.title.is_some() && tool.annotations.is_some());
            let input: Value = serde_json::from_str(tool.input_schema.get()).expect("JSON");
            assert_eq!(input["type"], "object");
            assert_eq!(input["additionalProperties"], false);
        }
        let output = tools[0].output_schema.get().expect("a schema");
        let output: Value = serde_json::from_str(output.get()).expect("JSON");
        let (_, structured, _) =
            answer("split-bill", r#"{"cents":7,"people":2}"#).expect("a result");
        for name in output["required"].as_array().expect("names") {
            assert!(structured[name.as_str().expect("a name")].is_u64());
        }
        assert_eq!(tools[1].output_schema, Opt::None);
    }

    #[test]
    fn constants_and_methods_say_the_same() {
        let call = Call::new();
        assert_eq!(Tools::NAME.map(|name| name.get()), Some(Tools::name(&call)));
        assert_eq!(
            Tools::TITLE.map(|title| title.get().map(Str::get)),
            Some(Tools::title(&call))
        );
        assert_eq!(
            Tools::INSTRUCTIONS.map(|text| text.get()),
            Some(Tools::instructions(&call))
        );
        assert_eq!(Tools::DESCRIBE_SERVER, Some(&Tools::describe_server(&call)));
        assert_eq!(
            Tools::LIST_TOOLS.map(|list| list.get()),
            Some(Tools::list_tools(&call))
        );
    }

    /// JSON that is deep, long or odd, as anybody may send it.
    fn harmful() -> Vec<String> {
        let brackets = ["[", "{\"a\":", "[{\"\":", "[[],"].map(|part| part.repeat(100_000));
        let long = ["1", "\\n", "\\ud83c\\udf0d", "\\u0000", "é"]
            .map(|part| format!("{{\"term\":\"{}\"}}", part.repeat(100_000)));
        let digits = ["1", "-1e", "0.", "1e-"]
            .map(|start| format!("{{\"term\":{start}{}}}", "9".repeat(1_000_000)));
        let deep = brackets
            .clone()
            .map(|text| format!("{{\"term\":1,\"more\":{text}"));
        let odd = [
            "\0",
            "\u{feff}{}",
            "{\"\\ud800\":1}",
            "{}{}",
            "[]]",
            "\"",
            "{",
            "nul",
        ];
        let odd = odd.map(str::to_owned);
        [
            brackets.to_vec(),
            long.to_vec(),
            digits.to_vec(),
            deep.to_vec(),
            odd.to_vec(),
        ]
        .concat()
    }

    #[test]
    fn nothing_that_is_sent_stops_it() {
        for arguments in harmful() {
            let short = arguments.chars().take(50).collect::<String>();
            let error = answer("split-bill", &arguments).expect_err(&short);
            assert!(error.starts_with("InvalidParameters("), "{short}: {error}");
            match answer("look-up", &arguments) {
                Ok((_, _, is_error)) => assert!(is_error, "{short}"),
                Err(error) => assert!(error.starts_with("InvalidParameters("), "{short}"),
            }
        }
    }
}
