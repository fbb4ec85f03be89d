//! JSON in the memory of a call: read without a copy, written without an
//! allocator.
//!
//! ```
//! use greentic_guest::{Call, json};
//!
//! fn answer<'a>(call: &'a Call, input: &'a str) -> Result<&'a str, json::JsonError<'a>> {
//!     let [symbol, fresh] = call.json_fields(input, ["symbol", "fresh"])?;
//!     let fresh = fresh.optional().map_or(Ok(false), |fresh| fresh.bool())?;
//!     Ok(json!(call, {"symbol": symbol.str()?, "cached": !fresh}))
//! }
//!
//! let call = Call::new();
//! assert_eq!(answer(&call, r#"{"symbol":"A"}"#), Ok(r#"{"symbol":"A","cached":true}"#));
//! let error = answer(&call, r#"{"symbol":"A","fresch":true}"#).unwrap_err();
//! assert_eq!(error.message(), "at byte 23, `/fresch`: the field is not known");
//! ```
//!
//! A document is checked once, all of it, by the rules of RFC 8259; what the
//! parts of it say is read from the text when somebody asks. One reader stands
//! behind all of that, which is no generic code and calls nothing recursively:
//! a component pays for it once, and its stack is a constant.
//!
//! | to read | |
//! | --- | --- |
//! | [`Call::json_fields`] | an object with these fields and no other |
//! | [`Call::json_pick`] | fields of an object that may have others |
//! | [`Json::required`] | fields that must be there: the error names the one that is missing |
//! | [`Call::json_items`] | an array, item by item: the fastest way through a long one |
//! | [`Call::read_json`] | any document |
//!
//! | to write | |
//! | --- | --- |
//! | [`json!`](crate::json!) | a document in its own notation |
//! | [`Call::write_json`] | anything that is [`ToJson`]: [`object`], [`array()`], numbers, text |
//! | [`constant`] | a document that is known when the component is compiled, for no code |
//!
//! # Limits
//!
//! - 63 arrays and objects may stand in each other, 127 with the feature
//!   `json-deep`: as many as `serde_json` takes, for 100 bytes more.
//! - The names of an object are compared where somebody asks for them: twice the
//!   same name is an error of [`Json::fields`] and [`Json::pick`] only.
//! - Each method reads the text again: keep what it returns.
//!
//! [`Call::json_fields`]: crate::Call::json_fields
//! [`Call::json_items`]: crate::Call::json_items
//! [`Call::json_pick`]: crate::Call::json_pick
//! [`Call::read_json`]: crate::Call::read_json
//! [`Call::write_json`]: crate::Call::write_json

mod build;
mod checker;
mod constant;
mod error;
#[cfg(feature = "heapless")]
mod heapless;
mod list;
mod macros;
mod number;
mod object;
mod path;
mod read;
mod reader;
pub(crate) mod required;
#[cfg(feature = "serde")]
mod serde;
mod stream;
mod value;
pub(crate) mod worlds;
mod write;

pub use self::build::{JsonArrayOf, Object, ObjectOf, RawJson, array, object, raw};
pub use self::constant::constant;
#[doc(hidden)]
pub use self::constant::is_plain;
pub use self::error::{JsonError, JsonErrorKind};
pub use self::list::{JsonEntries, JsonItems};
pub use self::read::FromJson;
pub use self::stream::Stream;
pub use self::value::Json;
pub use self::write::ToJson;
#[cfg(feature = "cbor")]
pub use crate::cbor::{to_json as from_cbor, to_json_lossy as from_cbor_lossy};
