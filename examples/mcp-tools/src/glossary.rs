//! The tool `look-up`.

use greentic_guest::Call;
use greentic_guest::abi::Opt;
use greentic_guest::mcp::v25_6_18::{ToolError, ToolResult};
use serde::Deserialize;
use serde_json_core::str::EscapedStr;

use crate::{invalid, text};

#[derive(Clone, Copy, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Question<'a> {
    #[serde(borrow)]
    term: EscapedStr<'a>,
}

/// What a word means. One that is not known is no fault of the protocol: the
/// model is told, and may ask for another one.
pub(crate) fn look_up<'a>(
    call: &'a Call,
    question: Question<'a>,
) -> Result<ToolResult<'a>, ToolError<'a>> {
    let Some(term) = call.unescape_json(question.term.0) else {
        return Err(invalid("`term` is no text"));
    };
    let meaning = match term {
        "" => return Err(invalid("`term` is empty")),
        "MCP" => "Model Context Protocol: how models get at tools",
        "WIT" => "WebAssembly Interface Types: what components offer and need",
        _ => {
            let message = call.concat(&["`", term, "` is not in the glossary"]);
            return Ok(ToolResult {
                is_error: Opt::Some(true),
                ..text(call, message)
            });
        }
    };
    Ok(text(call, meaning))
}
