//! The tool `split-bill`.

use greentic_guest::{Call, json};

use crate::{Answer, SCHEMA};

/// How much each pays. Whole cents cannot always be split: some may be left.
pub(crate) fn split_bill<'a>(call: &'a Call, arguments: &'a str) -> Result<Answer<'a>, &'a str> {
    let (cents, people) = bill(call, arguments).map_err(|_| SCHEMA)?;
    let (Some(each), Some(left)) = (cents.checked_div(people), cents.checked_rem(people)) else {
        return Err("`people` is at least 1");
    };
    Ok(Answer::Structured(
        json!(call, {"each": each, "left": left}),
    ))
}

fn bill<'a>(call: &'a Call, arguments: &'a str) -> Result<(u32, u32), json::Error<'a>> {
    let [cents, people] = call.json_fields(arguments, ["cents", "people"])?;
    Ok((cents.u32()?, people.u32()?))
}
