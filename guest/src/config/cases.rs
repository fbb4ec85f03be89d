//! Reads what goes by names: enums, flags and variants.

use super::error::ConfigError;
use crate::json::{Json, JsonErrorKind};

const NONE_OF: &str = "this is none of ";

/// Returns the place of a text among names.
///
/// # Errors
/// When it is none of them.
#[inline(never)]
pub fn name<'a>(value: Json<'a>, names: &'static [&'static str]) -> Result<usize, ConfigError<'a>> {
    let said = value.str()?;
    let at = names.iter().position(|name| *name == said);
    at.ok_or_else(|| ConfigError::new(value, NONE_OF, names))
}

/// Returns a bit for each name in an array, the lowest for the first. None stands there
/// twice.
///
/// # Errors
/// When it is no such array.
#[inline(never)]
pub fn flags<'a>(value: Json<'a>, names: &'static [&'static str]) -> Result<u32, ConfigError<'a>> {
    let mut bits = 0;
    for item in value.items()? {
        #[allow(clippy::cast_possible_truncation, reason = "of 32 flags at most")]
        let bit = 1_u32.unbounded_shl(name(item, names)? as u32);
        if bits & bit != 0 {
            return Err(item.error(JsonErrorKind::Other).into());
        }
        bits |= bit;
    }
    Ok(bits)
}

/// Returns the place of the one field of an object among names, and what it holds.
///
/// # Errors
/// When it is no such object.
#[inline(never)]
pub fn case<'a>(
    value: Json<'a>,
    names: &'static [&'static str],
) -> Result<(usize, Json<'a>), ConfigError<'a>> {
    let mut entries = value.entries()?;
    if let (Some((said, payload)), None) = (entries.next(), entries.next())
        && let Some(at) = names.iter().position(|name| *name == said)
    {
        return Ok((at, payload));
    }
    Err(ConfigError::new(
        value,
        "there has to be one field of ",
        names,
    ))
}

/// Reads what a case holds that holds nothing.
///
/// # Errors
/// When it is not `null`.
pub fn nothing(value: Json<'_>) -> Result<(), ConfigError<'_>> {
    if value.is_null() {
        Ok(())
    } else {
        Err(value.error(JsonErrorKind::Other).into())
    }
}
