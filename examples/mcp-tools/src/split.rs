//! The tool `split-bill`.

use greentic_guest::json::JsonError;
use greentic_guest::mcp::v25_6_18::ToolError;
use greentic_guest::mcp_server::Answer;
use greentic_guest::{Call, json};

use crate::glossary::{SCHEMA, wrong};

/// Answers with the share of each. Whole cents cannot always be split: some may be left.
pub(crate) fn split_bill<'a>(
    call: &'a Call,
    arguments: &'a str,
) -> Result<Answer<'a>, ToolError<'a>> {
    let (cents, people) = bill(call, arguments).map_err(|_| wrong(SCHEMA))?;
    let (Some(each), Some(left)) = (cents.checked_div(people), cents.checked_rem(people)) else {
        return Err(wrong("`people` is at least 1"));
    };
    Ok(Answer::Json(json!(call, {"each": each, "left": left})))
}

fn bill<'a>(call: &'a Call, arguments: &'a str) -> Result<(u32, u32), JsonError<'a>> {
    let [cents, people] = call.json_fields(arguments, ["cents", "people"])?;
    Ok((cents.u32()?, people.u32()?))
}
