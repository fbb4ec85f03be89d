//! The tool `look-up`.

use greentic_guest::Call;
use greentic_guest::mcp::v25_6_18::ToolError;
use greentic_guest::mcp_server::Answer;
use serde::Deserialize;

/// The message of a tool that does not take its arguments.
pub(crate) const SCHEMA: &str = "the arguments do not agree with the tool's input schema";

/// The error for arguments that a tool does not take.
pub(crate) fn wrong(why: &str) -> ToolError<'_> {
    ToolError::InvalidParameters(why.into())
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Question<'a> {
    term: &'a str,
}

/// Answers with the meaning of a word. An unknown word is no protocol error: the model is
/// told, and may ask for another one.
pub(crate) fn look_up<'a>(call: &'a Call, arguments: &'a str) -> Result<Answer<'a>, ToolError<'a>> {
    let question: Question<'a> = call.from_json(arguments).map_err(|_| wrong(SCHEMA))?;
    Ok(match question.term {
        "" => return Err(wrong("`term` is empty")),
        "MCP" => Answer::Text("Model Context Protocol: how models get at tools"),
        "WIT" => Answer::Text("WebAssembly Interface Types: what components offer and need"),
        term => Answer::Failed(call.concat(&["`", term, "` is not in the glossary"])),
    })
}
