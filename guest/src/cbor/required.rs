//! Fields that must be there.

use super::error::{CborError, CborErrorKind};
use super::value::Cbor;
use crate::failure::InContext;
use crate::json::required::required;
use crate::json::worlds::sentence;

required! {
    /// Returns fields of a map, each of which must be there once. What else the map has
    /// does not matter.
    ///
    /// It is [`pick`](Self::pick) with an error that names the field that is missing.
    /// That costs what it takes to say so, and nothing where it is not called.
    ///
    /// ```
    /// # let call = greentic_guest::Call::new();
    /// // {"price": 7}
    /// let order = call.read_cbor(b"\xA1\x65price\x07").unwrap();
    /// let [price] = order.required(["price"]).unwrap();
    /// assert_eq!(price.u32(), Ok(7));
    /// let error = order.required(["price", "count"]).unwrap_err();
    /// assert_eq!(error.to_string(), "at byte 0: the field `count` is missing");
    /// ```
    ///
    /// # Errors
    /// When the value is no map, is absent, or has one of the fields twice or not at all.
    Cbor, CborError, CborErrorKind, "bad-cbor"
}
