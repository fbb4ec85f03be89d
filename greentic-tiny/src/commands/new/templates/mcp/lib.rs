//! The MCP server `{name}`.

#![cfg_attr(target_family = "wasm", no_std)]
#![forbid(unsafe_code)]

use greentic_guest::json;
use greentic_guest::mcp::v25_6_18::ToolError;
use greentic_guest::mcp_server::Answer;
use greentic_guest::prelude::*;

greentic_guest::mcp_server! {
    name: "{name}",
    version: env!("CARGO_PKG_VERSION"),
    instructions: "Count the words of a text with `count`.",
    tools: {
        "count" => count {
            description: "How many words a text has",
            input_schema: json::constant(
                r#"{"type":"object","properties":{"text":{"type":"string"}},"required":["text"]}"#,
            ),
            output_schema: json::constant(
                r#"{"type":"object","properties":{"words":{"type":"integer"}},"required":["words"]}"#,
            ),
        },
    },
    resources: {
        "mem://about" => "A server that counts words." { name: "about" },
    },
    prompts: {
        "summary" => "Summarise the text, and say how many words it has." {
            description: "A summary with its length",
        },
    },
{imports}}

/// Counts the words of a text: `{"text":"to be"}` becomes `{"words":2}`.
fn count<'a>(call: &'a Call, arguments: &'a str) -> Result<Answer<'a>, ToolError<'a>> {
    let [text] = call.json_fields(arguments, ["text"])?;
    let words = text.str()?.split_ascii_whitespace().count();
    Ok(Answer::Json(json!(call, {"words": words as u32})))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_counted() {
        let call = Call::new();
        let answer = count(&call, r#"{"text":"to be or not to be"}"#);
        assert_eq!(answer, Ok(Answer::Json(r#"{"words":6}"#)));
    }

    #[test]
    fn arguments_that_do_not_fit_are_refused() {
        let call = Call::new();
        let answer = count(&call, "{}");
        assert!(matches!(answer, Err(ToolError::InvalidParameters(_))));
    }
}
