//! The tool `split-bill`.

use greentic_guest::Call;
use greentic_guest::mcp::v25_6_18::ToolError;
use greentic_guest::mcp_server::Answer;
use serde::{Deserialize, Serialize};

use crate::glossary::{SCHEMA, wrong};

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Bill {
    cents: u32,
    people: u32,
}

#[derive(Serialize)]
struct Shares {
    each: u32,
    left: u32,
}

/// Answers with the share of each. Whole cents cannot always be split: some may be left.
pub(crate) fn split_bill<'a>(
    call: &'a Call,
    arguments: &'a str,
) -> Result<Answer<'a>, ToolError<'a>> {
    let Bill { cents, people } = call.from_json(arguments).map_err(|_| wrong(SCHEMA))?;
    let (Some(each), Some(left)) = (cents.checked_div(people), cents.checked_rem(people)) else {
        return Err(wrong("`people` is at least 1"));
    };
    let shares = call.to_json(&Shares { each, left });
    Ok(Answer::Json(shares.unwrap_or_default()))
}
