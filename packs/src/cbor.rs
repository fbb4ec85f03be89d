//! CBOR in the form that the platform hashes and compares: the keys of maps are text,
//! sorted by length and then by bytes, there are no tags, and every length and number is
//! as short as it can be.

use std::collections::BTreeSet;

use ciborium::Value;
use greentic_types::cbor::canonical;
use serde::Serialize;
use serde::de::DeserializeOwned;

use crate::Error;

/// Levels of arrays and maps in what is read.
const MOST_LEVELS: usize = 128;

/// Returns a value as canonical CBOR.
///
/// # Errors
///
/// - [`Error::Component`] if it has maps whose keys are no text.
pub fn canonical(value: &impl Serialize) -> Result<Vec<u8>, Error> {
    canonical::to_canonical_cbor_allow_floats(value).map_err(|error| Error::Component {
        message: format!("cannot be written as CBOR: {error}; use texts as the keys of all maps"),
    })
}

/// Reads a value; says why where that cannot be done.
///
/// # Errors
///
/// - It is no CBOR, or not of that value.
/// - Something comes after it, or it nests too deeply.
pub(crate) fn read<T: DeserializeOwned>(bytes: &[u8]) -> Result<T, String> {
    let mut rest = bytes;
    let value = ciborium::de::from_reader_with_recursion_limit(&mut rest, MOST_LEVELS)
        .map_err(|error| format!("cannot be read: {}", short(&error.to_string())))?;
    if !rest.is_empty() {
        return Err(format!("has {} bytes after its end", rest.len()));
    }
    Ok(value)
}

/// Holds bytes against the canonical form; says why where they are not in it. The
/// platform takes maps with a key that is there twice.
///
/// # Errors
///
/// - They are no canonical CBOR.
pub fn check(bytes: &[u8]) -> Result<(), String> {
    let value: Value = read(bytes)?;
    if let Some(key) = double(&value) {
        return Err(format!("has the key `{}` twice in a map", short(key)));
    }
    let canonical = canonical::to_canonical_cbor_allow_floats(&value)
        .map_err(|error| format!("is not canonical: {error}"))?;
    if canonical != bytes {
        let place = canonical
            .iter()
            .zip(bytes)
            .take_while(|(a, b)| a == b)
            .count();
        return Err(format!("is not canonical from byte {place} on"));
    }
    Ok(())
}

/// Finds a key that a map has twice.
fn double(value: &Value) -> Option<&str> {
    match value {
        Value::Array(items) => items.iter().find_map(double),
        Value::Map(entries) => {
            let mut seen = BTreeSet::new();
            let own = entries.iter().filter_map(|(key, _)| key.as_text());
            let own = own.into_iter().find(|key| !seen.insert(*key));
            own.or_else(|| entries.iter().find_map(|(_, value)| double(value)))
        }
        _ => None,
    }
}

/// Tells whether a value has floats, which the platform refuses in some places.
pub(crate) fn has_floats(value: &Value) -> bool {
    match value {
        Value::Float(_) => true,
        Value::Array(items) => items.iter().any(has_floats),
        Value::Map(entries) => entries.iter().any(|(_, value)| has_floats(value)),
        _ => false,
    }
}

/// Returns the beginning of what a stranger chose.
fn short(text: &str) -> String {
    text.chars().take(200).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_not_canonical_is_told() {
        check(b"\xa2\x61b\x01\x62aa\x02").unwrap();
        for (bytes, why) in [
            (&b"\xa2\x62aa\x02\x61b\x01"[..], "byte 1"),
            (b"\xa2\x61b\x01\x61b\x01", "`b` twice"),
            (b"\xbf\x61b\x01\xff", "byte 0"),
            (b"\x18\x01", "byte 0"),
            (b"\xfb\0\0\0\0\0\0\0\0", "byte 0"),
            (b"\xc1\x01", "not canonical"),
            (b"\xa1\x01\x01", "not canonical"),
            (b"\x01\x01", "1 bytes after"),
            (b"\xa1", "cannot be read"),
            (b"", "cannot be read"),
        ] {
            let said = check(bytes).unwrap_err();
            assert!(said.contains(why), "{bytes:x?}: {said}");
        }
        check(&[&[0x81; 100][..], &[1]].concat()).unwrap();
        assert!(check(&vec![0x81; 1_000_000]).is_err());
        // A length that nothing follows takes no memory.
        assert!(check(b"\x9b\x7f\xff\xff\xff\xff\xff\xff\xff").is_err());
        assert!(check(b"\x5b\x7f\xff\xff\xff\xff\xff\xff\xff").is_err());
    }
}
