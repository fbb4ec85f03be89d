//! The tool `look-up`.

use greentic_guest::Call;
use greentic_guest::json::JsonError;
use greentic_guest::mcp::v25_6_18::ToolError;
use greentic_guest::mcp_server::Answer;

/// The message of a tool that does not take its arguments.
pub(crate) const SCHEMA: &str = "the arguments do not agree with the tool's input schema";

/// The error for arguments that a tool does not take.
pub(crate) fn wrong(why: &str) -> ToolError<'_> {
    ToolError::InvalidParameters(why.into())
}

/// Answers with the meaning of a word. An unknown word is no protocol error: the model is
/// told, and may ask for another one.
pub(crate) fn look_up<'a>(call: &'a Call, arguments: &'a str) -> Result<Answer<'a>, ToolError<'a>> {
    Ok(match term(call, arguments).map_err(|_| wrong(SCHEMA))? {
        "" => return Err(wrong("`term` is empty")),
        "MCP" => Answer::Text("Model Context Protocol: how models get at tools"),
        "WIT" => Answer::Text("WebAssembly Interface Types: what components offer and need"),
        term => Answer::Failed(call.concat(&["`", term, "` is not in the glossary"])),
    })
}

fn term<'a>(call: &'a Call, arguments: &'a str) -> Result<&'a str, JsonError<'a>> {
    let [term] = call.json_fields(arguments, ["term"])?;
    term.str()
}
