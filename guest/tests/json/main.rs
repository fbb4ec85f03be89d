//! JSON, held against RFC 8259, public suites and `serde_json`.
#![cfg(feature = "json")]

#[path = "../shared/damaged.rs"]
mod damaged;
#[cfg(feature = "serde")]
mod derives;
mod errors;
mod extremes;
mod mutants;
mod reading;
#[path = "../shared/setting.rs"]
mod setting;
mod suites;
mod writing;

use greentic_guest::Call;
use greentic_guest::json::{Json, JsonError};
use serde_json::Value;

/// Returns the value of a document, by way of every method that reads.
fn value(json: Json<'_>) -> Result<Value, JsonError<'_>> {
    let text = json.text();
    Ok(match text.as_bytes()[0] {
        b'{' => {
            let mut map = serde_json::Map::new();
            for (name, value) in json.entries()? {
                map.insert(name.to_owned(), self::value(value)?);
            }
            map.into()
        }
        b'[' => json
            .items()?
            .map(value)
            .collect::<Result<Vec<_>, _>>()?
            .into(),
        b'"' => json.str()?.into(),
        b't' | b'f' => json.bool()?.into(),
        b'n' => {
            assert!(json.is_null() && json.optional().is_none());
            Value::Null
        }
        _ => match (json.u64(), json.i64()) {
            (Ok(number), _) => number.into(),
            (_, Ok(number)) if text != "-0" => number.into(),
            _ => json.f64()?.into(),
        },
    })
}

/// Returns the value of a whole document, or the place where it is not JSON.
fn read(text: &str) -> Result<Value, usize> {
    let call = Call::new();
    let json = call.read_json(text).map_err(|error| {
        // Both must end, whatever the document.
        assert!(error.message().contains(&error.at().to_string()));
        assert!(error.path().len() <= 2 * text.len());
        error.at()
    })?;
    value(json).map_err(JsonError::at)
}
