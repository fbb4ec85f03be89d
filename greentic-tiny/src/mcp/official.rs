//! Holds the mapping to types that others generated from the official schema of
//! each revision: what they do not read back as it was is not of that revision.

mod made;

use greentic_host_shim::bindings::mcp::v25_6_18 as wit;
use proptest::collection::vec;
use proptest::option::of;
use proptest::prelude::*;
use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::{Value, json};

use self::made::{annotations, block, conversation, meta, schema, text, tool, tool_result};
use super::model::{self, Answer, Refusal};
use super::revision::Revision;
use super::{content, json, rpc};

/// Whether a value is of an official type, with nothing beside that.
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
        match $revision {
            Revision::V2024_11_05 => read::<mcp_schema_2024_11_05::mcp_2024_11_05::$ty>($value),
            Revision::V2025_03_26 => read::<mcp_schema_2025_03_26::mcp_2025_03_26::$ty>($value),
            Revision::V2025_06_18 => read::<mcp_schema_2025_06_18::mcp_2025_06_18::$ty>($value),
        }
    };
}

/// Earlier revisions leave `_meta` of a tool to whoever wants to use it.
fn without_meta(mut tool: Value, revision: Revision) -> Value {
    if revision < Revision::V2025_06_18 {
        tool.as_object_mut().expect("an object").remove("_meta");
    }
    tool
}

fn revisions() -> impl Strategy<Value = Revision> {
    proptest::sample::select(Revision::ALL.as_slice())
}

proptest! {
    #[test]
    fn tools(tool in tool(), revision in revisions()) {
        let name = tool.name.clone();
        let (hints, read_only) = (tool.annotations.is_some(), tool.annotations.as_ref());
        let read_only = json!(read_only.and_then(|hints| hints.read_only));
        let tool = json::tool(&tool.into(), revision).expect("schemas of objects");
        prop_assert_eq!(&tool["name"], &json!(name));
        if hints && revision >= Revision::V2025_03_26 {
            prop_assert_eq!(&tool["annotations"]["readOnlyHint"], &read_only);
        }
        prop_assert_eq!(fits!(Tool, revision, &without_meta(tool, revision)), Ok(()));
    }

    #[test]
    fn results_of_tools(result in tool_result(), revision in revisions()) {
        let notes = result.progress.clone().unwrap_or_default().len();
        let pieces = result.content.len();
        let Answer::Completed(result) = wit::Response::Completed(result).into() else {
            unreachable!("it is completed");
        };
        let answer = json::tool_result(&result, revision).expect("objects");
        prop_assert_eq!(fits!(CallToolResult, revision, &answer), Ok(()));
        let blocks = answer["content"].as_array().expect("an array");
        prop_assert!(blocks.len() == pieces || (pieces == 0 && blocks.len() == 1));
        for block in blocks {
            if let Some(priority) = block["annotations"]["priority"].as_f64() {
                prop_assert!((0.0..=1.0).contains(&priority));
            }
        }

        let sent = json::progress(&result.progress, &json!("token"), revision);
        prop_assert_eq!(sent.len(), notes);
        let mut last = f64::NEG_INFINITY;
        for note in &sent {
            prop_assert_eq!(fits!(ProgressNotificationParams, revision, note), Ok(()));
            let progress = note["progress"].as_f64().expect("a number");
            prop_assert!(progress > last, "{} after {}", progress, last);
            last = progress;
        }
    }

    #[test]
    fn prompts(result in conversation(), revision in revisions()) {
        let messages = result.messages.len();
        let answer = json::conversation(&result.into(), revision);
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
        prop_assert_eq!(fits!(Prompt, revision, &json::prompt(&prompt.into())), Ok(()));
        let resource = wit::McpResource { uri, name, title, description, mime_type, annotations };
        let resource = json::resource(&resource.into(), revision);
        prop_assert_eq!(fits!(Resource, revision, &resource), Ok(()));
    }

    #[test]
    fn contents(uri in text(), mime_type in of(text()), body in text(), revision in revisions()) {
        let text = wit::ResourceContents::Text(wit::TextResourceContents {
            uri: uri.clone(),
            mime_type: mime_type.clone(),
            text: body.clone(),
        });
        let blob = wit::BlobResourceContents { uri, mime_type, blob: body };
        let blob = wit::ResourceContents::Blob(blob);
        let contents = [content::contents(&text.into()), content::contents(&blob.into())];
        let answer = json!({ "contents": contents });
        prop_assert_eq!(fits!(ReadResourceResult, revision, &answer), Ok(()));
    }

    #[test]
    fn completions(content in vec(block(), 0..150), meta in meta(), revision in revisions()) {
        let response = wit::CompletionResponse { content, meta, is_error: None };
        let answer = json::completion(&response.into());
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
        let server = model::Server {
            name,
            title,
            instructions,
            offers: model::Offers { tools, resources, prompts, completions },
            meta: rpc::Object::new(),
        };
        let answer = json::server(&server, revision);
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
        let Answer::Question(question) = wit::Response::Elicit(question).into() else {
            unreachable!("it is a question");
        };
        let params = json::question(&question).expect("a schema of texts");
        prop_assert_eq!(read::<ElicitRequestParams>(&params), Ok(()));
    }
}

/// The checks above can fail.
#[test]
fn what_is_not_of_a_revision_is_found() {
    let audio = json!({ "content": [{ "type": "audio", "data": "", "mimeType": "a/b" }] });
    assert!(fits!(CallToolResult, Revision::V2024_11_05, &audio).is_err());
    assert!(fits!(CallToolResult, Revision::V2025_03_26, &audio).is_ok());
    let link = json!({ "content": [{ "type": "resource_link", "uri": "a:b", "name": "c" }] });
    assert!(fits!(CallToolResult, Revision::V2025_03_26, &link).is_err());
    assert!(fits!(CallToolResult, Revision::V2025_06_18, &link).is_ok());
    let titled = json!({ "name": "a", "title": "A", "inputSchema": { "type": "object" } });
    assert!(fits!(Tool, Revision::V2025_03_26, &titled).is_err());
    let untyped = json!({ "name": "a", "inputSchema": {} });
    assert!(fits!(Tool, Revision::V2025_06_18, &untyped).is_err());
}

#[test]
fn what_cannot_be_said_is_refused_with_its_reason() {
    let tool = |input: &str| {
        let tool = model::Tool {
            name: "t".to_owned(),
            title: None,
            description: String::new(),
            input_schema: input.to_owned(),
            output_schema: None,
            read_only: None,
            destructive: None,
            meta: rpc::Object::new(),
        };
        json::tool(&tool, Revision::V2025_06_18)
            .expect_err(input)
            .message
    };
    assert!(tool("{").starts_with("the input schema of the tool `t` is not JSON: "));
    assert!(tool("true").ends_with("is not a JSON object"));
    assert!(tool(r#"{"type":"string"}"#).ends_with("its `type` is \"string\""));

    let question = |schema: &str| {
        let question = model::Question {
            title: None,
            message: String::new(),
            schema: schema.to_owned(),
            meta: rpc::Object::new(),
        };
        json::question(&question).expect_err(schema).message
    };
    assert!(question("[]").ends_with("is not a JSON object"));
    assert!(question(r#"{"properties":1}"#).contains("`properties`"));
    assert!(question(r#"{"properties":{"a":{"type":"array"}}}"#).contains("asks for `a`"));
    assert!(question(r#"{"properties":{"a":true}}"#).contains("asks for `a`"));
}

#[test]
fn refusals_have_the_codes_of_the_protocol() {
    let code = |refusal: wit::ToolError| Refusal::from(refusal).into_error().code;
    let why = String::new;
    assert_eq!(code(wit::ToolError::InvalidParameters(why())), -32602);
    assert_eq!(code(wit::ToolError::SchemaError(why())), -32602);
    assert_eq!(code(wit::ToolError::NotFound(why())), -32602);
    assert_eq!(code(wit::ToolError::ExecutionError(why())), -32603);
}
