//! Values of components as text and as JSON.

use greentic_host_shim::to_wave;
use greentic_host_shim::wasmtime::component::Val;
use serde_json::{Map, Value, json};

use crate::failure::Failure;

/// A value in WAVE, or as JSON where it holds handles, which WAVE cannot say.
pub(crate) fn text(value: &Val) -> String {
    to_wave(value).unwrap_or_else(|| json(value).to_string())
}

/// A value as JSON has it: records are objects, tuples and flags lists, absent
/// options `null`; a case without content is its name, one with content and a
/// result are objects of one entry. Numbers that JSON lacks are texts.
pub(crate) fn json(value: &Val) -> Value {
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
        Val::List(values) | Val::FixedLengthList(values) | Val::Tuple(values) => {
            values.iter().map(json).collect()
        }
        Val::Flags(names) => json!(names),
        Val::Record(fields) => fields
            .iter()
            .map(|(name, value)| (name.clone(), json(value)))
            .collect::<Map<_, _>>()
            .into(),
        Val::Variant(name, None) => json!(name),
        Val::Variant(name, Some(value)) => one(name, json(value)),
        Val::Option(value) => value.as_deref().map_or(Value::Null, json),
        Val::Result(Ok(value)) => one("ok", value.as_deref().map_or(Value::Null, json)),
        Val::Result(Err(value)) => one("err", value.as_deref().map_or(Value::Null, json)),
        Val::Map(entries) => entries
            .iter()
            .map(|(key, value)| json!([json(key), json(value)]))
            .collect(),
        // Handles mean nothing outside of the instance.
        Val::Resource(_) => json!("resource"),
        Val::Stream(_) => json!("stream"),
        Val::Future(_) => json!("future"),
        Val::ErrorContext(_) => json!("error-context"),
    }
}

/// A component's JSON text; `null` where it is none.
pub(crate) fn parsed(text: &str) -> Value {
    serde_json::from_str(text).unwrap_or_default()
}

/// Refuses a text from the command line where the component is promised JSON.
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
