//! The tool `look-up`.

use greentic_guest::abi::Opt;
use greentic_guest::mcp::v25_6_18::{ToolError, ToolResult};
use greentic_guest::{Call, json};

use crate::{invalid, schema, text};

/// What a word means. One that is not known is no fault of the protocol: the
/// model is told, and may ask for another one.
pub(crate) fn look_up<'a>(
    call: &'a Call,
    arguments: &'a str,
) -> Result<ToolResult<'a>, ToolError<'a>> {
    let meaning = match term(call, arguments).map_err(schema)? {
        "" => return Err(invalid("`term` is empty")),
        "MCP" => "Model Context Protocol: how models get at tools",
        "WIT" => "WebAssembly Interface Types: what components offer and need",
        term => {
            let message = call.concat(&["`", term, "` is not in the glossary"]);
            return Ok(ToolResult {
                is_error: Opt::Some(true),
                ..text(call, message)
            });
        }
    };
    Ok(text(call, meaning))
}

fn term<'a>(call: &'a Call, arguments: &'a str) -> Result<&'a str, json::Error<'a>> {
    let [term] = call.json_fields(arguments, ["term"])?;
    term.str()
}
