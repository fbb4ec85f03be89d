//! CBOR as the runners write and read it, with `serde_cbor` and `serde_json`.

use serde_json::Value;

use super::{CborError, read, write};

/// Writes a value as the runners do: the keys of objects in the order of their
/// bytes, and no object stands for anything.
///
/// # Errors
///
/// [`CborError::TooDeep`] and [`CborError::TooLarge`].
pub fn as_runners_write(value: &Value) -> Result<Vec<u8>, CborError> {
    write::document(value, write::Encoding::AsRunners)
}

/// Reads an answer as the runners do: as JSON, where undefined and floats that are no
/// numbers are null, tags are dropped, and of a key that is there twice the last one
/// counts; `None` for all that they do not take, bytes among it.
#[must_use]
pub fn as_runners_read(bytes: &[u8]) -> Option<Value> {
    read::document(bytes, read::Decoding::AsRunners).ok()
}
