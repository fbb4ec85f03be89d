//! With our reader.

use greentic_guest::json::JsonError;
use greentic_guest::{Call, json};

/// Reads an object of four fields.
pub(crate) fn fields(call: &Call, input: &str) -> Option<u64> {
    let read = || item(call.json_fields(input, ["id", "name", "count", "fresh"])?);
    read().ok()
}

/// Reads an array of such objects.
pub(crate) fn items(call: &Call, input: &str) -> Option<u64> {
    let mut sum = 0;
    for object in call.json_items(input).ok()? {
        let fields = object.ok()?.fields(["id", "name", "count", "fresh"]).ok()?;
        sum += item(fields).ok()?;
    }
    Some(sum)
}

fn item([id, name, count, fresh]: [json::Json<'_>; 4]) -> Result<u64, JsonError<'_>> {
    Ok(super::sum(
        id.u32()?,
        name.str()?,
        count.u32()?,
        fresh.bool()?,
    ))
}
