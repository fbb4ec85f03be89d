//! Holds what is sent to types that others generated from the official schema of
//! each revision: what they do not read back as it was is not of that revision.

mod made;

use greentic_host_shim::bindings::mcp::v25_6_18 as wit;
use proptest::collection::vec;
use proptest::option::of;
use proptest::prelude::*;
use rmcp::model::{self as mcp, ErrorData, ProtocolVersion};
use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::{Value, json};

use self::made::{annotations, block, conversation, meta, schema, text, tool, tool_result};
use super::model::{Answer, Refusal};
use super::{common, v25_6_18 as router};
use crate::revision;

/// The revisions that there are official types of in Rust, side by side.
const REVISIONS: [ProtocolVersion; 3] = [
    ProtocolVersion::V_2024_11_05,
    ProtocolVersion::V_2025_03_26,
    ProtocolVersion::V_2025_06_18,
];

/// The value as it is sent.
fn sent(value: &impl Serialize) -> Value {
    let text = serde_json::to_string(value).expect("JSON");
    let mut value: Value = serde_json::from_str(&text).expect("JSON");
    // The SDK takes it away for revisions before 2026-07-28.
    if let Some(members) = value.as_object_mut() {
        members.remove("resultType");
    }
    value
}

/// Checks that a value is of an official type and has nothing more.
fn read<T: DeserializeOwned + Serialize>(value: &Value) -> Result<(), String> {
    let typed: T = serde_json::from_value(value.clone()).map_err(|error| error.to_string())?;
    let back = serde_json::to_value(typed).map_err(|error| error.to_string())?;
    if back == *value {
        Ok(())
    } else {
        Err(format!("{value}\nreads as\n{back}"))
    }
}

/// The same for the type of that name in a revision.
macro_rules! fits {
    ($ty:ident, $revision:expr, $value:expr) => {
        match $revision.as_str() {
            "2024-11-05" => read::<mcp_schema_2024_11_05::mcp_2024_11_05::$ty>($value),
            "2025-03-26" => read::<mcp_schema_2025_03_26::mcp_2025_03_26::$ty>($value),
            _ => read::<mcp_schema_2025_06_18::mcp_2025_06_18::$ty>($value),
        }
    };
}

fn revisions() -> impl Strategy<Value = ProtocolVersion> {
    proptest::sample::select(REVISIONS.as_slice())
}

proptest! {
    #[test]
    fn tools(tool in tool(), revision in revisions()) {
        let name = tool.name.clone();
        let hints = tool.annotations.as_ref();
        let read_only = hints.and_then(|hints| hints.read_only);
        let mut tool = router::tool(tool).expect("schemas of objects");
        revision::tool(&mut tool, &revision);
        let tool = sent(&tool);
        prop_assert_eq!(&tool["name"], &json!(name));
        if read_only.is_some() && revision >= revision::V2025_03_26 {
            prop_assert_eq!(&tool["annotations"]["readOnlyHint"], &json!(read_only));
        }
        prop_assert_eq!(fits!(Tool, revision, &tool), Ok(()));
    }

    #[test]
    fn results_of_tools(result in tool_result(), revision in revisions()) {
        let pieces = result.content.len();
        let answer = router::answer(wit::Response::Completed(result)).expect("no question");
        let Answer::Completed(completed) = answer else {
            unreachable!("it is completed");
        };
        let mut result = completed.result;
        let structured = completed.structured.as_deref().map(serde_json::from_str);
        result.structured_content = structured.transpose().expect("JSON");
        revision::result(&mut result, &revision);
        let answer = sent(&result);
        prop_assert_eq!(fits!(CallToolResult, revision, &answer), Ok(()));
        let blocks = answer["content"].as_array().expect("an array");
        prop_assert_eq!(blocks.len(), pieces);
        for block in blocks {
            if let Some(priority) = block["annotations"]["priority"].as_f64() {
                prop_assert!((0.0..=1.0).contains(&priority));
            }
        }
    }

    #[test]
    fn prompts(result in conversation(), revision in revisions()) {
        let messages = result.messages.len();
        let mut conversation = router::conversation(result);
        for message in &mut conversation.messages {
            revision::block(&mut message.content, &revision);
        }
        let answer = sent(&conversation);
        prop_assert_eq!(answer["messages"].as_array().map(Vec::len), Some(messages));
        prop_assert_eq!(fits!(GetPromptResult, revision, &answer), Ok(()));
    }

    #[test]
    fn lists(
        words in (text(), text(), of(text()), of(text()), text()),
        annotations in annotations(),
        arguments in of(vec((text(), of(text()), of(any::<bool>())), 0..3)),
        revision in revisions(),
    ) {
        let (uri, name, title, description, mime_type) = words;
        let prompt = wit::Prompt {
            name: name.clone(),
            description: description.clone(),
            arguments: arguments.map(|arguments| {
                let argument = |(name, description, required)| wit::PromptArgument {
                    name,
                    description,
                    required,
                };
                arguments.into_iter().map(argument).collect()
            }),
        };
        prop_assert_eq!(fits!(Prompt, revision, &sent(&router::prompt(prompt))), Ok(()));
        let resource = wit::McpResource { uri, name, title, description, mime_type, annotations };
        let mut resource = router::resource(resource);
        revision::resource(&mut resource, &revision);
        prop_assert_eq!(fits!(Resource, revision, &sent(&resource)), Ok(()));
    }

    #[test]
    fn contents(uri in text(), mime_type in of(text()), body in text(), revision in revisions()) {
        let text = wit::ResourceContents::Text(wit::TextResourceContents {
            uri: uri.clone(),
            mime_type: mime_type.clone(),
            text: body.clone(),
        });
        let blob = wit::BlobResourceContents { uri, mime_type, blob: body };
        let contents = vec![text, wit::ResourceContents::Blob(blob)];
        let answer = sent(&router::read(wit::ReadResourceResult { contents }));
        prop_assert_eq!(fits!(ReadResourceResult, revision, &answer), Ok(()));
    }

    #[test]
    fn completions(content in vec(block(), 0..150), meta in meta(), revision in revisions()) {
        let response = wit::CompletionResponse { content, meta, is_error: None };
        let answer = sent(&router::completion(response).result);
        prop_assert_eq!(fits!(CompleteResult, revision, &answer), Ok(()));
        let values = answer["completion"]["values"].as_array().map(Vec::len);
        prop_assert!(values.is_some_and(|values| values <= 100));
    }

    #[test]
    fn servers(
        words in (text(), of(text()), text()),
        offers in any::<[bool; 4]>(),
        revision in revisions(),
    ) {
        let (name, title, instructions) = words;
        let [tools, resources, prompts, completions] = offers;
        let offers = common::offers([tools, resources, prompts, completions]);
        let mut server = mcp::InitializeResult::new(offers);
        server.server_info = mcp::Implementation::new(name, "1");
        server.server_info.title = title;
        server.instructions = Some(instructions);
        server.protocol_version = revision.clone();
        revision::server(&mut server);
        let answer = sent(&server);
        prop_assert_eq!(fits!(InitializeResult, revision, &answer), Ok(()));
        prop_assert_eq!(answer["capabilities"].get("tools").is_some(), tools);
    }

    #[test]
    fn questions(title in of(text()), message in text(), schema in schema()) {
        use mcp_schema_2025_06_18::mcp_2025_06_18::ElicitRequestParams;
        let question = wit::ElicitationRequest {
            title,
            message,
            schema,
            annotations: None,
            meta: None,
        };
        let answer = router::answer(wit::Response::Elicit(question)).expect("a schema of texts");
        let Answer::Question(question) = answer else {
            unreachable!("it is a question");
        };
        let params = json!({
            "message": question.message,
            "requestedSchema": sent(&question.schema),
        });
        prop_assert_eq!(read::<ElicitRequestParams>(&params), Ok(()));
    }
}

/// The checks above can fail.
#[test]
fn what_is_not_of_a_revision_is_found() {
    let [first, second, third] = REVISIONS;
    let audio = json!({ "content": [{ "type": "audio", "data": "", "mimeType": "a/b" }] });
    assert!(fits!(CallToolResult, first, &audio).is_err());
    assert!(fits!(CallToolResult, second, &audio).is_ok());
    let link = json!({ "content": [{ "type": "resource_link", "uri": "a:b", "name": "c" }] });
    assert!(fits!(CallToolResult, second, &link).is_err());
    assert!(fits!(CallToolResult, third, &link).is_ok());
    let titled = json!({ "name": "a", "title": "A", "inputSchema": { "type": "object" } });
    assert!(fits!(Tool, second, &titled).is_err());
    let untyped = json!({ "name": "a", "inputSchema": {} });
    assert!(fits!(Tool, third, &untyped).is_err());
}

#[test]
fn what_cannot_be_said_is_refused_with_its_reason() {
    let tool = |input: &str| common::schemas("t", input, None).expect_err(input).message;
    assert!(tool("{").starts_with("the input schema of the tool `t` is not JSON: "));
    assert!(tool("true").ends_with("is not a JSON object"));
    assert!(tool(r#"{"type":"string"}"#).ends_with("its `type` is \"string\""));

    let question = |schema: &str| common::question(schema).expect_err(schema).message;
    assert!(question("[]").ends_with("is not a JSON object"));
    assert!(question(r#"{"properties":1}"#).contains("`properties`"));
    assert!(question(r#"{"properties":{"a":{"type":"object"}}}"#).contains("asks for `a`"));
    assert!(question(r#"{"properties":{"a":true}}"#).contains("asks for `a`"));
}

#[test]
fn refusals_have_the_codes_of_the_protocol() {
    let code = |refusal: wit::ToolError| ErrorData::from(Refusal::from(refusal)).code.0;
    let why = String::new;
    assert_eq!(code(wit::ToolError::InvalidParameters(why())), -32602);
    assert_eq!(code(wit::ToolError::SchemaError(why())), -32602);
    assert_eq!(code(wit::ToolError::NotFound(why())), -32602);
    assert_eq!(code(wit::ToolError::ExecutionError(why())), -32603);
}
