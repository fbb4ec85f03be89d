//! The tool `look-up`.

use greentic_guest::Call;
use serde::Deserialize;

use crate::{Answer, SCHEMA};

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Question<'a> {
    term: &'a str,
}

/// What a word means. One that is not known is no fault of the protocol: the
/// model is told, and may ask for another one.
pub(crate) fn look_up<'a>(call: &'a Call, arguments: &'a str) -> Result<Answer<'a>, &'a str> {
    let question: Question<'a> = call.from_json(arguments).map_err(|_| SCHEMA)?;
    Ok(match question.term {
        "" => return Err("`term` is empty"),
        "MCP" => Answer::Text("Model Context Protocol: how models get at tools"),
        "WIT" => Answer::Text("WebAssembly Interface Types: what components offer and need"),
        term => Answer::Failed(call.concat(&["`", term, "` is not in the glossary"])),
    })
}
