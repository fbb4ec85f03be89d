//! The tool `split-bill`.

use greentic_guest::Call;
use greentic_guest::abi::{Opt, from_utf8};
use greentic_guest::mcp::v25_6_18::{ToolError, ToolResult};
use serde::{Deserialize, Serialize};

use crate::{invalid, text};

#[derive(Clone, Copy, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Bill {
    cents: u32,
    people: u32,
}

#[derive(Serialize)]
struct Shares {
    each: u32,
    left: u32,
}

/// How much each pays. Whole cents cannot always be split: some may be left.
pub(crate) fn split_bill(call: &Call, bill: Bill) -> Result<ToolResult<'_>, ToolError<'_>> {
    let Bill { cents, people } = bill;
    let (Some(each), Some(left)) = (cents.checked_div(people), cents.checked_rem(people)) else {
        return Err(invalid("`people` is at least 1"));
    };
    // The names and two numbers of ten digits take less.
    let mut json = [0; 64];
    let json = serde_json_core::to_slice(&Shares { each, left }, &mut json)
        .ok()
        .and_then(|len| from_utf8(json.get(..len)?));
    let Some(json) = json else {
        return Err(ToolError::ExecutionError("the result is too long".into()));
    };
    let json = call.copy(json);
    Ok(ToolResult {
        structured_content: Opt::Some(json.into()),
        ..text(call, json)
    })
}
