//! `#[derive(Deserialize, Serialize)]` over the reader and the writer of this
//! crate.
//!
//! ```
//! # use greentic_guest::Call;
//! use serde::{Deserialize, Serialize};
//!
//! #[derive(Deserialize)]
//! #[serde(deny_unknown_fields)]
//! struct Question<'a> {
//!     symbol: &'a str,
//!     #[serde(default)]
//!     fresh: bool,
//! }
//!
//! #[derive(Serialize)]
//! struct Price<'a> {
//!     symbol: &'a str,
//!     cents: u32,
//! }
//!
//! let call = Call::new();
//! let question: Question = call.from_json(r#"{"symbol":"\u0041"}"#).unwrap();
//! assert!(!question.fresh);
//! let price = Price { symbol: question.symbol, cents: 1234 };
//! assert_eq!(call.to_json(&price).unwrap(), r#"{"symbol":"A","cents":1234}"#);
//!
//! let error = call.from_json::<Question>(r#"{"symbol":"A","fresh":1}"#).err().unwrap();
//! assert_eq!(error.message(), "at byte 22, `/fresh`: this is neither `true` nor `false`");
//! ```
//!
//! A string is a `&str` also where it has escapes: it is read into the memory of
//! the call. What derives is 3 to 4 % larger than a component that reads by hand.

mod de;
mod fault;
mod ser;

use ::serde_core::{Deserialize, Serialize};

use super::error::{JsonError, JsonErrorKind};
use super::value::{Document, Json};
use crate::Call;

impl Call {
    /// Reads a JSON document, all of it.
    ///
    /// # Errors
    /// When it is not JSON, or not what the type takes.
    pub fn from_json<'a, T: Deserialize<'a>>(&'a self, text: &'a str) -> Result<T, JsonError<'a>> {
        de::Value(self.read_json(text)?).read()
    }

    /// Writes a value as JSON.
    ///
    /// # Errors
    /// When the value refuses to be written, or has a map whose names are no text.
    pub fn to_json<T: Serialize + ?Sized>(&self, value: &T) -> Result<&str, JsonError<'_>> {
        let mut text = self.text();
        match value.serialize(ser::JsonSerializer { text: &mut text }) {
            Ok(()) => Ok(text.finish()),
            Err(_) => Err(JsonError::keep(
                Document::keep(self, ""),
                0,
                JsonErrorKind::Other,
            )),
        }
    }
}

impl<'a> Json<'a> {
    /// Reads a value of any type that serde can read.
    ///
    /// ```
    /// # let call = greentic_guest::Call::new();
    /// #[derive(serde::Deserialize, Debug, PartialEq)]
    /// struct Price {
    ///     cents: u32,
    /// }
    ///
    /// let answer = call.read_json(r#"{"prices":[{"cents":120}]}"#).unwrap();
    /// assert_eq!(answer.at("prices").to::<Vec<Price>>().unwrap(), [Price { cents: 120 }]);
    /// ```
    ///
    /// # Errors
    /// When the value is not what the type takes.
    pub fn to<T: Deserialize<'a>>(self) -> Result<T, JsonError<'a>> {
        de::Value(self).read()
    }
}
