//! Fields that must be there, of JSON and of CBOR. The error of one that is missing names it.
//!
//! An error of its own kind: those of a value keep a place in the document and no more, so
//! that a component which never names a field has neither the name nor code for it.

use super::error::{JsonError, JsonErrorKind};
use super::value::Json;
use super::worlds::sentence;
use crate::failure::InContext;

/// Makes `required` of a kind of document.
macro_rules! required {
    ($(#[$doc:meta])* $value:ident, $error:ident, $kind:ident, $code:literal) => {
        impl<'a> $value<'a> {
            $(#[$doc])*
            pub fn required<const N: usize>(
                &self,
                names: [&str; N],
            ) -> Result<[Self; N], InContext<'a>> {
                let values = self.pick(names).map_err(|error| InContext::of(&error))?;
                for (value, name) in values.iter().zip(names) {
                    if value.is_absent() {
                        return Err(InContext::of_input($code, value.missing(name)));
                    }
                }
                Ok(values)
            }

            /// Returns the sentence that names the field that this is the lack of.
            #[cold]
            #[inline(never)]
            fn missing(&self, name: &str) -> &'a str {
                let error = $error::keep(self.document, self.at, $kind::Missing);
                let call = self.document.call.get();
                let what = call.concat(&["the field `", name, "` is missing"]);
                sentence(call.text(), error.at(), error.path(), what)
            }
        }
    };
}

required! {
    /// Returns fields of an object, each of which must be there once. What else the object
    /// has does not matter.
    ///
    /// It is [`pick`](Self::pick) with an error that names the field that is missing. That
    /// costs 448 bytes more in a small node, and nothing where it is not called.
    ///
    /// ```
    /// use greentic_guest::{Call, component::v0_5::node::NodeError};
    ///
    /// fn total<'a>(call: &'a Call, order: &'a str) -> Result<u32, NodeError<'a>> {
    ///     let [price, count] = call.read_json(order)?.at("item").required(["price", "count"])?;
    ///     Ok(price.u32()? * count.u32()?)
    /// }
    ///
    /// let call = Call::new();
    /// assert_eq!(total(&call, r#"{"item":{"price":7,"count":2}}"#).unwrap(), 14);
    /// let error = total(&call, r#"{"item":{"price":7}}"#).unwrap_err();
    /// assert_eq!(error.code, "bad-json");
    /// assert_eq!(error.message, "at byte 8, `/item`: the field `count` is missing");
    /// let error = total(&call, r#"{"item":[]}"#).unwrap_err();
    /// assert_eq!(error.message, "at byte 8, `/item`: this is no object");
    /// ```
    ///
    /// # Errors
    /// When the value is no object, is absent, or has one of the fields twice or not at all.
    Json, JsonError, JsonErrorKind, "bad-json"
}

#[cfg(feature = "cbor")]
pub(crate) use required;
