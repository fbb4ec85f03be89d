//! CBOR and JSON, turned into each other.
//!
//! What JSON has no form for becomes an object with one key, and is read back from
//! it, so that nothing gets lost:
//!
//! | CBOR | JSON |
//! | --- | --- |
//! | bytes | `{"$bytes": "00ff"}` |
//! | an integer beyond 64 bits with a sign | `{"$int": "-18446744073709551616"}` |
//! | a float that is no number | `{"$float": "NaN"}`, `"Infinity"`, `"-Infinity"` |
//! | a tag | `{"$tag": [24, ..]}` |
//! | a simple value, 23 for undefined | `{"$simple": 23}` |
//! | a map with other keys than texts, with one key twice, or whose one key is one of these | `{"$map": [[key, value], ..]}` |
//!
//! How a number, a length or a float was spelled in CBOR is not kept. A number of
//! JSON that is no integer of 64 bits is the nearest `f64`.

mod number;
mod read;
mod runner;
mod write;

pub use read::to_json;
pub use runner::{as_runners_read, as_runners_write};
pub use write::from_json;

/// Arrays, maps and tags within each other, at most: as many as the runners and
/// `serde_json` take.
pub const MAX_DEPTH: usize = 127;

/// Bytes of CBOR, at most. A value of one byte takes 32 in memory and more.
pub const MAX_BYTES: usize = 16 << 20;

/// The keys of the objects that stand for what JSON lacks.
const RESERVED: [&str; 6] = ["$bytes", "$int", "$float", "$tag", "$simple", "$map"];

/// Bytes or a value that cannot be turned into the other form.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum CborError {
    /// They are not one document of CBOR.
    #[error("byte {at} of {bytes}: {message}; it is not CBOR")]
    Malformed {
        /// The first byte that is wrong.
        at: usize,
        /// The number of bytes.
        bytes: usize,
        /// The fault.
        message: &'static str,
    },

    /// Something lies too deep.
    #[error("arrays, maps and tags lie more than {MAX_DEPTH} deep within each other")]
    TooDeep,

    /// There is too much of it.
    #[error("{bytes} bytes are more than the {MAX_BYTES} that are turned from or to CBOR")]
    TooLarge {
        /// The number of bytes.
        bytes: usize,
    },

    /// An object has a key that stands for a value of CBOR, and another content.
    #[error(
        "`{key}` stands for {what}; an object with this one key is \
         {{\"$map\": [[\"{key}\", ..]]}}"
    )]
    Reserved {
        /// The key.
        key: String,
        /// The content that belongs there.
        what: &'static str,
    },
}

#[cfg(test)]
mod tests;
