//! CBOR (RFC 8949) in the memory of a call: read without a copy, written in the
//! one form that the platform hashes, without an allocator.
//!
//! ```
//! use greentic_guest::{Call, cbor};
//!
//! fn answer<'a>(call: &'a Call, input: &'a [u8]) -> Result<&'a [u8], cbor::CborError<'a>> {
//!     let [symbol, fresh] = call.cbor_fields(input, ["symbol", "fresh"])?;
//!     let fresh = fresh.optional().map_or(Ok(false), |fresh| fresh.bool())?;
//!     Ok(cbor!(call, {"symbol": symbol.str()?, "cached": !fresh}))
//! }
//!
//! let call = Call::new();
//! // {"symbol": "A"}
//! let bytes = answer(&call, b"\xA1\x66symbol\x61A").unwrap();
//! assert_eq!(bytes, b"\xA2\x66cached\xF5\x66symbol\x61A");
//! let error = answer(&call, b"\xA2\x66symbol\x61A\x66fresch\xF5").unwrap_err();
//! assert_eq!(error.message(), "at byte 10, `/fresch`: the field is not known");
//! ```
//!
//! It has the shape of [`json`](mod@crate::json). A document is checked once, all of
//! it; what the parts of it say is read from the bytes when somebody asks. One
//! reader stands behind all of that, which is no generic code and calls nothing
//! recursively: a component pays for it once, and its stack is a constant.
//!
//! | to read | |
//! | --- | --- |
//! | [`Call::cbor_fields`] | a map with these fields and no other |
//! | [`Call::cbor_pick`] | fields of a map that may have others |
//! | [`Call::read_cbor`] | any document |
//! | [`Call::read_canonical_cbor`] | one in the form below and in no other |
//!
//! | to write | |
//! | --- | --- |
//! | [`cbor!`](crate::cbor!) | a document in the notation of JSON |
//! | [`Call::write_cbor`] | anything that is [`ToCbor`]: [`map`], [`array()`], [`tagged`], numbers, text, bytes |
//! | [`from_json`], [`json::from_cbor`](crate::json::from_cbor) | the one from the other |
//!
//! | when the component is compiled, for no code | |
//! | --- | --- |
//! | [`constant!`], [`from_json_const!`] | descriptors and schemas |
//! | [`schema_hash`] | what hosts tell the schemas of components apart by |
//!
//! # The one form
//!
//! The form that `greentic-types` writes and hashes (`canonical::to_canonical_cbor_allow_floats`
//! of 0.4.61, over ciborium): RFC 8949, section 4.2.3, which is RFC 7049's canonical
//! CBOR. Heads are the shortest; names of a map are sorted, the shorter first, then
//! byte by byte, and stand there once; lengths are definite; a float has the fewest
//! of 16, 32 and 64 bits that are the same number, of a NaN with the same bits. That
//! crate refuses tags and names that are no text; here both are written and read.
//!
//! # What is read
//!
//! All that is well-formed, text in UTF-8, with lengths or without. A string in
//! chunks is put together in the memory of the call. A tag is not looked through:
//! [`Cbor::tag`] and [`Cbor::untagged`] do. What a tag says about its value is not
//! checked.
//!
//! # Limits
//!
//! - 63 arrays and maps may stand in each other.
//! - A string in chunks takes memory of the call, as long as it is, each time that
//!   it is read; so does a name in chunks each time that its map is gone through.
//! - The names of a map are compared where somebody asks for them: twice the same
//!   name is an error of [`Cbor::fields`], [`Cbor::pick`] and of the strict reader.
//! - A length of more than the bytes that there are is an error at once.
//! - Each method reads the bytes again: keep what it returns.

#![allow(
    clippy::cast_lossless,
    clippy::cast_possible_truncation,
    clippy::cast_possible_wrap,
    clippy::cast_precision_loss,
    clippy::cast_sign_loss,
    reason = "heads and floats are taken apart and put together by their bits"
)]

mod build;
mod constant;
mod constant_number;
mod error;
mod fields;
mod float;
mod from_json;
mod hash;
mod list;
mod macros;
mod map;
#[cfg(feature = "minicbor")]
mod minicbor;
mod number;
mod order;
mod path;
mod read;
mod reader;
mod required;
mod to_json;
mod value;
mod walk;
mod write;
mod writer;

pub use self::build::{CborArrayOf, Map, MapOf, RawCbor, Tagged, array, map, raw, tagged};
#[doc(hidden)]
pub use self::constant::{Constant, room};
pub use self::error::{CborError, CborErrorKind};
/// For `cbor!` only.
#[doc(hidden)]
pub use self::fields::Fields;
pub use self::from_json::from_json;
pub use self::hash::{SchemaHash, schema_hash};
pub use self::list::{CborEntries, CborItems};
#[doc(hidden)]
pub use self::order::{are_distinct, are_sorted};
pub use self::read::FromCbor;
pub use self::to_json::{to_json, to_json_lossy};
pub use self::value::Cbor;
pub use self::write::ToCbor;
pub use self::writer::Writer;
#[doc(inline)]
pub use crate::{__cbor_constant as constant, __cbor_from_json_const as from_json_const};

use crate::Call;

/// CBOR: [`cbor`](mod@crate::cbor).
impl Call {
    /// Reads the CBOR document `bytes`: a map with these fields and no other,
    /// each once at most. A field that is not there is
    /// [absent](Cbor::is_absent).
    ///
    /// # Errors
    /// When the document is not CBOR (all of it is checked), no map, or has
    /// another field, or one twice.
    pub fn cbor_fields<'a, const N: usize>(
        &'a self,
        bytes: &'a [u8],
        names: [&str; N],
    ) -> Result<[Cbor<'a>; N], CborError<'a>> {
        Cbor::start(self, bytes).fields(names)
    }

    /// Reads the CBOR document `bytes`: a map with these fields, each once at
    /// most, and maybe others.
    ///
    /// # Errors
    /// When the document is not CBOR (all of it is checked), no map, or has one
    /// of the fields twice.
    ///
    /// ```
    /// use greentic_guest::{Call, cbor};
    ///
    /// let call = Call::new();
    /// let [name] = call.cbor_pick(cbor::constant!({"age": 36, "name": "Ada"}), ["name"]).unwrap();
    /// assert_eq!(name.str(), Ok("Ada"));
    /// ```
    pub fn cbor_pick<'a, const N: usize>(
        &'a self,
        bytes: &'a [u8],
        names: [&str; N],
    ) -> Result<[Cbor<'a>; N], CborError<'a>> {
        Cbor::start(self, bytes).pick(names)
    }

    /// Reads the CBOR document `bytes`.
    ///
    /// # Errors
    /// When it is not CBOR: all of it is checked.
    ///
    /// ```
    /// use greentic_guest::Call;
    ///
    /// let call = Call::new();
    /// assert_eq!(call.read_cbor(b"\x62hi").unwrap().str(), Ok("hi"));
    /// assert!(call.read_cbor(b"\x62h").is_err());
    /// ```
    pub fn read_cbor<'a>(&'a self, bytes: &'a [u8]) -> Result<Cbor<'a>, CborError<'a>> {
        Cbor::parse(self, bytes, false)
    }

    /// Reads the CBOR document `bytes`, which must be in the one form that the
    /// platform hashes.
    ///
    /// # Errors
    /// When it is not CBOR, or in another form: all of it is checked.
    ///
    /// ```
    /// use greentic_guest::Call;
    ///
    /// let call = Call::new();
    /// assert!(call.read_canonical_cbor(b"\x01").is_ok());
    /// // The same number in two bytes.
    /// assert!(call.read_canonical_cbor(b"\x18\x01").is_err());
    /// assert_eq!(call.read_cbor(b"\x18\x01").unwrap().u32(), Ok(1));
    /// ```
    pub fn read_canonical_cbor<'a>(&'a self, bytes: &'a [u8]) -> Result<Cbor<'a>, CborError<'a>> {
        Cbor::parse(self, bytes, true)
    }

    /// Writes a value as CBOR, in the one form that the platform hashes.
    ///
    /// ```
    /// use greentic_guest::Call;
    ///
    /// let call = Call::new();
    /// assert_eq!(call.write_cbor("hi"), b"\x62hi");
    /// ```
    pub fn write_cbor(&self, value: impl ToCbor) -> &[u8] {
        let mut to = Writer::new(self);
        value.to_cbor(&mut to);
        to.finish()
    }
}
