//! JSON objects whose absent fields are left out; `serde_json` sorts the others.

use alloc::borrow::ToOwned;

use serde_json::{Map, Value};

/// An object of the fields that are there.
pub fn object<const N: usize>(fields: [(&str, Option<Value>); N]) -> Value {
    let fields = fields.into_iter();
    let present = fields.filter_map(|(name, value)| Some((name.to_owned(), value?)));
    Value::Object(present.collect::<Map<_, _>>())
}

/// A field that may be absent.
pub fn maybe<T: Clone + Into<Value>>(value: &Option<T>) -> Option<Value> {
    value.clone().map(Into::into)
}

/// A field that is always there.
pub fn always<T: Clone + Into<Value>>(value: &T) -> Option<Value> {
    Some(value.clone().into())
}
