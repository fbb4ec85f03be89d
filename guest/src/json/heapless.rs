//! The crate `heapless`: its strings and vectors are read and written.
//!
//! With serde's derives they work by the feature `serde` of that crate.

use super::error::{JsonError, JsonErrorKind};
use super::read::FromJson;
use super::value::Json;
use super::write::ToJson;
use crate::abi::Text;

/// Reads a string that has room for it.
impl<'a, const N: usize> FromJson<'a> for heapless::String<N> {
    fn from_json(value: Json<'a>) -> Result<Self, JsonError<'a>> {
        let mut string = Self::new();
        match string.push_str(value.str()?) {
            Ok(()) => Ok(string),
            Err(_) => Err(value.error(JsonErrorKind::Other)),
        }
    }
}

/// Reads an array whose items it has room for.
impl<'a, T: FromJson<'a>, const N: usize> FromJson<'a> for heapless::Vec<T, N> {
    fn from_json(value: Json<'a>) -> Result<Self, JsonError<'a>> {
        let mut items = Self::new();
        for item in value.items()? {
            if items.push(item.read()?).is_err() {
                return Err(item.error(JsonErrorKind::Other));
            }
        }
        Ok(items)
    }
}

impl<const N: usize> ToJson for heapless::String<N> {
    fn to_json(self, text: &mut Text<'_>) {
        text.push_json(&self);
    }
}

impl<T: ToJson, const N: usize> ToJson for heapless::Vec<T, N> {
    fn to_json(self, text: &mut Text<'_>) {
        super::array(self).to_json(text);
    }
}
