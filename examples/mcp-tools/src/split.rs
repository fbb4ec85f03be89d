//! The tool `split-bill`.

use greentic_guest::abi::Opt;
use greentic_guest::mcp::v25_6_18::{ToolError, ToolResult};
use greentic_guest::{Call, json};

use crate::{invalid, schema, text};

/// How much each pays. Whole cents cannot always be split: some may be left.
pub(crate) fn split_bill<'a>(
    call: &'a Call,
    arguments: &'a str,
) -> Result<ToolResult<'a>, ToolError<'a>> {
    let (cents, people) = bill(call, arguments).map_err(schema)?;
    let (Some(each), Some(left)) = (cents.checked_div(people), cents.checked_rem(people)) else {
        return Err(invalid("`people` is at least 1"));
    };
    let shares = json!(call, {"each": each, "left": left});
    Ok(ToolResult {
        structured_content: Opt::Some(shares.into()),
        ..text(call, shares)
    })
}

fn bill<'a>(call: &'a Call, arguments: &'a str) -> Result<(u32, u32), json::Error<'a>> {
    let [cents, people] = call.json_fields(arguments, ["cents", "people"])?;
    Ok((cents.u32()?, people.u32()?))
}
