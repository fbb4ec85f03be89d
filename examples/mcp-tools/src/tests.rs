use greentic_guest::Call;
use greentic_guest::abi::Opt;
use greentic_guest::mcp::v25_6_18::{ContentBlock, Guest as _, Response};
use serde_json::{Value, json};

use crate::harmful::harmful;
use crate::server::Tools;

/// Returns the answer of a tool: the text, the structured content and whether it is an
/// error; or the protocol error.
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
    let (text, _, is_error) = answer("look-up", r#"{"term":"a \"\ud83c\udf0d\""}"#).expect("ok");
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
    let (_, structured, _) = answer("split-bill", r#"{"cents":7,"people":2}"#).expect("a result");
    for name in output["required"].as_array().expect("names") {
        assert!(structured[name.as_str().expect("a name")].is_u64());
    }
    assert_eq!(tools[1].output_schema, Opt::None);
}

#[test]
fn nothing_that_is_sent_stops_it() {
    for arguments in harmful("term") {
        let short = arguments.chars().take(50).collect::<String>();
        let error = answer("split-bill", &arguments).expect_err(&short);
        assert!(error.starts_with("InvalidParameters("), "{short}: {error}");
        match answer("look-up", &arguments) {
            Ok((_, _, is_error)) => assert!(is_error, "{short}"),
            Err(error) => assert!(error.starts_with("InvalidParameters("), "{short}"),
        }
    }
}
