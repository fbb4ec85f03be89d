//! The tool `look-up`.

use greentic_guest::{Call, json};

use crate::{Answer, SCHEMA};

/// What a word means. One that is not known is no fault of the protocol: the
/// model is told, and may ask for another one.
pub(crate) fn look_up<'a>(call: &'a Call, arguments: &'a str) -> Result<Answer<'a>, &'a str> {
    Ok(match term(call, arguments).map_err(|_| SCHEMA)? {
        "" => return Err("`term` is empty"),
        "MCP" => Answer::Text("Model Context Protocol: how models get at tools"),
        "WIT" => Answer::Text("WebAssembly Interface Types: what components offer and need"),
        term => Answer::Failed(call.concat(&["`", term, "` is not in the glossary"])),
    })
}

fn term<'a>(call: &'a Call, arguments: &'a str) -> Result<&'a str, json::Error<'a>> {
    let [term] = call.json_fields(arguments, ["term"])?;
    term.str()
}
