//! What a router says, in the JSON of a revision. Earlier revisions lack what
//! later ones brought; what they cannot say at all is told in words.

use serde_json::{Value, json};

use super::content;
use super::model::{
    Block, Completion, Content, Conversation, Progress, Prompt, Question, Resource, Server, Tool,
    ToolResult,
};
use super::revision::Revision;
use super::rpc::{Object, RpcError};

/// Most values of a completion that the protocol allows.
const MOST_VALUES: usize = 100;

/// An object of those members that say something.
pub(crate) fn object<const N: usize>(members: [(&str, Value); N]) -> Value {
    let members = members.into_iter().filter(|(_, value)| match value {
        Value::Null => false,
        Value::Object(members) => !members.is_empty(),
        _ => true,
    });
    Value::Object(
        members
            .map(|(key, value)| (key.to_owned(), value))
            .collect(),
    )
}

/// A member that earlier revisions do not have.
pub(crate) fn since(revision: Revision, first: Revision, value: Value) -> Value {
    if revision >= first {
        value
    } else {
        Value::Null
    }
}

/// The answer to `initialize`.
pub(crate) fn server(server: &Server, revision: Revision) -> Value {
    let offers = server.offers;
    let offered = |offered: bool| if offered { json!({}) } else { Value::Null };
    // Not by `object`: these say something by being there, empty or not.
    let mut capabilities = Object::new();
    for (name, value) in [
        ("tools", offered(offers.tools)),
        ("resources", offered(offers.resources)),
        ("prompts", offered(offers.prompts)),
        (
            "completions",
            since(revision, Revision::V2025_03_26, offered(offers.completions)),
        ),
    ] {
        if !value.is_null() {
            capabilities.insert(name.to_owned(), value);
        }
    }
    let version = server.meta.get("version").and_then(Value::as_str);
    let mut answer = object([
        ("protocolVersion", json!(revision.name())),
        (
            "serverInfo",
            object([
                ("name", json!(server.name)),
                (
                    "title",
                    since(revision, Revision::V2025_06_18, json!(server.title)),
                ),
                // The interface does not ask for one, the protocol does.
                ("version", json!(version.unwrap_or("unspecified"))),
            ]),
        ),
        (
            "instructions",
            match server.instructions.as_str() {
                "" => Value::Null,
                text => json!(text),
            },
        ),
        ("_meta", json!(server.meta)),
    ]);
    answer["capabilities"] = Value::Object(capabilities);
    answer
}

/// One tool of `tools/list`.
///
/// # Errors
///
/// A schema is none.
pub(crate) fn tool(tool: &Tool, revision: Revision) -> Result<Value, RpcError> {
    let schema = |which, text: &str| {
        schema(text).map_err(|problem| {
            let name = &tool.name;
            RpcError::internal(format!("the {which} of the tool `{name}` {problem}"))
        })
    };
    let titled = revision >= Revision::V2025_06_18;
    let annotations = object([
        // Where titles had their place before.
        (
            "title",
            if titled {
                Value::Null
            } else {
                json!(tool.title)
            },
        ),
        ("readOnlyHint", json!(tool.read_only)),
        ("destructiveHint", json!(tool.destructive)),
    ]);
    let output = match &tool.output_schema {
        Some(text) if titled => schema("output schema", text)?,
        _ => Value::Null,
    };
    Ok(object([
        ("name", json!(tool.name)),
        (
            "title",
            since(revision, Revision::V2025_06_18, json!(tool.title)),
        ),
        ("description", json!(tool.description)),
        ("inputSchema", schema("input schema", &tool.input_schema)?),
        ("outputSchema", output),
        (
            "annotations",
            since(revision, Revision::V2025_03_26, annotations),
        ),
        ("_meta", json!(tool.meta)),
    ]))
}

/// The schema of an object. That it is one goes without saying for a
/// component, not for the protocol.
fn schema(text: &str) -> Result<Value, String> {
    let value = serde_json::from_str(text).map_err(|error| format!("is not JSON: {error}"))?;
    let Value::Object(mut members) = value else {
        return Err("is not a JSON object".to_owned());
    };
    match members.get("type") {
        None => {
            members.insert("type".to_owned(), json!("object"));
        }
        Some(kind) if kind == "object" => {}
        Some(kind) => return Err(format!("is not one of an object: its `type` is {kind}")),
    }
    Ok(Value::Object(members))
}

fn blocks(content: &[Block], revision: Revision) -> Vec<Value> {
    content
        .iter()
        .map(|piece| content::block(piece, revision))
        .collect()
}

/// The answer to `tools/call`.
///
/// # Errors
///
/// What should be a JSON object is none.
pub(crate) fn tool_result(result: &ToolResult, revision: Revision) -> Result<Value, RpcError> {
    let mut content = blocks(&result.content, revision);
    let mut structured = Value::Null;
    if let Some(text) = &result.structured {
        structured = serde_json::from_str(text).map_err(|error| {
            RpcError::internal(format!("the structured content is not JSON: {error}"))
        })?;
        if !structured.is_object() {
            return Err(RpcError::internal(
                "the structured content is not a JSON object",
            ));
        }
        // For clients that do not look at it.
        if content.is_empty() {
            content.push(json!({ "type": "text", "text": text }));
        }
    }
    let mut answer = object([
        ("content", json!(content)),
        ("isError", json!(result.is_error)),
        ("_meta", json!(result.meta)),
    ]);
    // Not by `object`: an empty one may be just what the schema asks for.
    if !structured.is_null() && revision >= Revision::V2025_06_18 {
        answer["structuredContent"] = structured;
    }
    Ok(answer)
}

/// The notes of a call as `notifications/progress`. Their numbers have to
/// grow: where a component gives none, or none that grows, it is the next one
/// that there is.
pub(crate) fn progress(notes: &[Progress], token: &Value, revision: Revision) -> Vec<Value> {
    let mut last = None;
    let mut number = |given: Option<f64>| {
        let next = match (given, last) {
            (Some(given), Some(last)) if given > last => given,
            (_, Some(last)) => f64::next_up(last),
            (given, None) => given.unwrap_or(0.0),
        };
        last = Some(next);
        next
    };
    let note = |note: &Progress| {
        object([
            ("progressToken", token.clone()),
            (
                "progress",
                json!(number(note.progress.and_then(content::decimal))),
            ),
            (
                "message",
                since(revision, Revision::V2025_03_26, json!(note.message)),
            ),
        ])
    };
    notes.iter().map(note).collect()
}

/// One resource of `resources/list`.
pub(crate) fn resource(resource: &Resource, revision: Revision) -> Value {
    let title = json!(resource.title);
    object([
        ("uri", json!(resource.uri)),
        ("name", json!(resource.name)),
        ("title", since(revision, Revision::V2025_06_18, title)),
        ("description", json!(resource.description)),
        ("mimeType", json!(resource.mime)),
        (
            "annotations",
            content::annotations(&resource.annotations, revision),
        ),
    ])
}

/// One prompt of `prompts/list`.
pub(crate) fn prompt(prompt: &Prompt) -> Value {
    let arguments = prompt.arguments.iter().map(|argument| {
        object([
            ("name", json!(argument.name)),
            ("description", json!(argument.description)),
            ("required", json!(argument.required)),
        ])
    });
    let arguments: Vec<_> = arguments.collect();
    object([
        ("name", json!(prompt.name)),
        ("description", json!(prompt.description)),
        (
            "arguments",
            if arguments.is_empty() {
                Value::Null
            } else {
                json!(arguments)
            },
        ),
    ])
}

/// The answer to `prompts/get`.
pub(crate) fn conversation(conversation: &Conversation, revision: Revision) -> Value {
    let messages = conversation.messages.iter().map(
        |(speaker, piece)| json!({ "role": content::role(*speaker), "content": content::block(piece, revision) }),
    );
    object([
        ("description", json!(conversation.description)),
        ("messages", json!(messages.collect::<Vec<_>>())),
    ])
}

/// The answer to `completion/complete`: a value for each text.
pub(crate) fn completion(completion: &Completion) -> Value {
    let texts = completion
        .content
        .iter()
        .filter_map(|block| match &block.content {
            Content::Text(text) => Some(text),
            _ => None,
        });
    let mut values: Vec<_> = texts.collect();
    let total = values.len();
    values.truncate(MOST_VALUES);
    object([
        (
            "completion",
            json!({ "values": values, "total": total, "hasMore": total > MOST_VALUES }),
        ),
        ("_meta", json!(completion.meta)),
    ])
}

/// The parameters of `elicitation/create`.
///
/// # Errors
///
/// The schema is not one of those that the protocol lets people be asked by:
/// of an object whose members are texts, numbers and truth values.
pub(crate) fn question(question: &Question) -> Result<Value, RpcError> {
    let wrong =
        |problem: String| RpcError::internal(format!("the schema of the question {problem}"));
    let mut schema = schema(&question.schema).map_err(wrong)?;
    if schema.get("properties").is_none() {
        schema["properties"] = json!({});
    }
    let Some(properties) = schema["properties"].as_object() else {
        return Err(wrong(
            "has `properties` that are not a JSON object".to_owned(),
        ));
    };
    for (name, property) in properties {
        let kind = property.get("type").and_then(Value::as_str);
        if !matches!(kind, Some("string" | "number" | "integer" | "boolean")) {
            return Err(wrong(format!(
                "asks for `{name}`, which is neither a string nor a number, an integer or a \
                 boolean: the protocol has no such questions"
            )));
        }
    }
    let title = question.title.iter().map(|title| format!("{title}\n\n"));
    let message = title.chain([question.message.clone()]).collect::<String>();
    Ok(object([
        ("message", json!(message)),
        ("requestedSchema", schema),
        ("_meta", json!(question.meta)),
    ]))
}
