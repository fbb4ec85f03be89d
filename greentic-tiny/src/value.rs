//! Values of components as text and as JSON.

use greentic_command::output;
use greentic_host_runner::cbor::to_json;
use greentic_host_shim::to_wave;
use greentic_host_shim::wasmtime::component::Val;
use serde_json::{Map, Value, json};

use crate::failure::Failure;

/// Returns a value in WAVE, or as JSON if it holds handles, which WAVE cannot express.
pub(crate) fn text(value: &Val) -> String {
    to_wave(value).unwrap_or_else(|| json(value).to_string())
}

/// The form in which the bytes of a value are shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq, clap::ValueEnum)]
pub(crate) enum Bytes {
    /// A text where they are UTF-8, else hexadecimal digits
    Auto,
    /// JSON where they are CBOR, else as `auto`
    Cbor,
    /// Hexadecimal digits
    Hex,
    /// A list of numbers
    List,
}

/// Returns the bytes of a value that is a list of bytes.
pub(crate) fn bytes(value: &Val) -> Option<Vec<u8>> {
    let Val::List(values) = value else {
        return None;
    };
    let byte = |value: &Val| match value {
        Val::U8(byte) => Some(*byte),
        _ => None,
    };
    // An empty list may be one of anything.
    values
        .iter()
        .map(byte)
        .collect::<Option<Vec<_>>>()
        .filter(|bytes| !bytes.is_empty())
}

/// Returns whether a value contains bytes.
pub(crate) fn has_bytes(value: &Val) -> bool {
    match value {
        Val::List(values) | Val::FixedLengthList(values) | Val::Tuple(values) => {
            bytes(value).is_some() || values.iter().any(has_bytes)
        }
        Val::Record(fields) => fields.iter().any(|(_, value)| has_bytes(value)),
        Val::Variant(_, Some(value))
        | Val::Option(Some(value))
        | Val::Result(Ok(Some(value)) | Err(Some(value))) => has_bytes(value),
        Val::Map(entries) => entries
            .iter()
            .any(|(key, value)| has_bytes(key) || has_bytes(value)),
        _ => false,
    }
}

/// Returns bytes as JSON.
pub(crate) fn shown(bytes: &[u8], how: Bytes) -> Value {
    if how == Bytes::List {
        return json!(bytes);
    }
    if how == Bytes::Cbor
        && let Ok(value) = to_json(bytes)
    {
        return value;
    }
    match str::from_utf8(bytes) {
        Ok(text) if how != Bytes::Hex => json!(text),
        _ => json!(hex::encode(bytes)),
    }
}

/// Does the same as [`json()`], but shows bytes in the chosen form instead of lists of
/// numbers.
pub(crate) fn json_with(value: &Val, how: Bytes) -> Value {
    if let Some(bytes) = bytes(value) {
        return shown(&bytes, how);
    }
    let json = |value: &Val| json_with(value, how);
    match value {
        Val::List(values) | Val::FixedLengthList(values) | Val::Tuple(values) => {
            values.iter().map(json).collect()
        }
        Val::Record(fields) => fields
            .iter()
            .map(|(name, value)| (name.clone(), json(value)))
            .collect::<Map<_, _>>()
            .into(),
        Val::Variant(name, Some(value)) => one(name, json(value)),
        Val::Option(value) => value.as_deref().map_or(Value::Null, json),
        Val::Result(Ok(value)) => one("ok", value.as_deref().map_or(Value::Null, json)),
        Val::Result(Err(value)) => one("err", value.as_deref().map_or(Value::Null, json)),
        Val::Map(entries) => entries
            .iter()
            .map(|(key, value)| json!([json(key), json(value)]))
            .collect(),
        other => plain(other),
    }
}

/// Returns a value as JSON. Records are objects, tuples and flags are lists, and absent
/// options are `null`. A case without content is its name. A case with content and a
/// result are objects of one entry. Numbers that JSON lacks are texts.
pub(crate) fn json(value: &Val) -> Value {
    json_with(value, Bytes::List)
}

/// Returns a value that holds no others as JSON.
fn plain(value: &Val) -> Value {
    match value {
        Val::Bool(value) => json!(value),
        Val::S8(value) => json!(value),
        Val::U8(value) => json!(value),
        Val::S16(value) => json!(value),
        Val::U16(value) => json!(value),
        Val::S32(value) => json!(value),
        Val::U32(value) => json!(value),
        Val::S64(value) => json!(value),
        Val::U64(value) => json!(value),
        Val::Float32(value) => float(f64::from(*value), value.to_string()),
        Val::Float64(value) => float(*value, value.to_string()),
        Val::Char(value) => json!(value),
        Val::String(value) | Val::Enum(value) => json!(value),
        Val::Flags(names) => json!(names),
        Val::Variant(name, _) => json!(name),
        // This function is not called for values that hold others.
        Val::List(_)
        | Val::FixedLengthList(_)
        | Val::Tuple(_)
        | Val::Record(_)
        | Val::Option(_)
        | Val::Result(_)
        | Val::Map(_) => Value::Null,
        // Handles mean nothing outside of the instance.
        Val::Resource(_) => json!("resource"),
        Val::Stream(_) => json!("stream"),
        Val::Future(_) => json!("future"),
        Val::ErrorContext(_) => json!("error-context"),
    }
}

/// Parses the JSON text of a component; `null` if it is not JSON.
pub(crate) fn parsed(text: &str) -> Value {
    serde_json::from_str(text).unwrap_or_default()
}

/// Warns if a component promised a JSON text and gave another: a manifest or a flow that
/// nobody checked when the component was built.
pub(crate) fn warn_unless_json(what: &str, text: &str) {
    if let Err(error) = serde_json::from_str::<serde::de::IgnoredAny>(text) {
        output::warning(&format!(
            "{what} is not JSON: {error} ({} bytes); `json::constant(..)` around it in the \
             component lets the compiler find that",
            text.len()
        ));
    }
}

/// Refuses a text from the command line that is not JSON if the component is promised
/// JSON.
pub(crate) fn must_be_json(what: &str, text: &str) -> Result<(), Failure> {
    serde_json::from_str::<serde::de::IgnoredAny>(text)
        .map(|_| ())
        .map_err(|error| Failure::Usage {
            message: format!("{what} is not JSON: {error}; a text is in double quotes"),
        })
}

fn one(name: &str, value: Value) -> Value {
    Value::Object(Map::from_iter([(name.to_owned(), value)]))
}

fn float(value: f64, text: String) -> Value {
    serde_json::Number::from_f64(value).map_or(Value::String(text), Value::Number)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_kind_of_value_has_its_json() {
        let some = |value: Val| Val::Option(Some(Box::new(value)));
        let record = Val::Record(vec![
            ("a".into(), Val::U64(u64::MAX)),
            ("b".into(), Val::Option(None)),
            ("c".into(), some(Val::Char('ä'))),
            ("d".into(), Val::Tuple(vec![Val::Bool(true), Val::S8(-1)])),
            ("e".into(), Val::Flags(vec!["x".into(), "y".into()])),
            ("f".into(), Val::Variant("none".into(), None)),
            (
                "g".into(),
                Val::Variant("one".into(), Some(Box::new(Val::Enum("two".into())))),
            ),
            ("h".into(), Val::Result(Ok(None))),
            (
                "i".into(),
                Val::Result(Err(Some(Box::new(Val::Float32(0.5))))),
            ),
            ("j".into(), Val::List(vec![Val::Float64(f64::NAN)])),
        ]);
        assert_eq!(
            json(&record),
            json!({
                "a": u64::MAX,
                "b": null,
                "c": "ä",
                "d": [true, -1],
                "e": ["x", "y"],
                "f": "none",
                "g": { "one": "two" },
                "h": { "ok": null },
                "i": { "err": 0.5 },
                "j": ["NaN"],
            })
        );
    }
}
