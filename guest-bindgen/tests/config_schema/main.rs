//! JSON Schemas of settings: what each type becomes, which record it is, what is
//! refused; and that a schema takes the values of its record and no others.

#![allow(
    clippy::format_push_string,
    clippy::format_collect,
    reason = "WIT is put together from text"
)]

mod choice;
mod forms;
mod kinds;
mod random;
mod refusals;
mod values;

use greentic_guest_bindgen::{ConfigSchema, Error, Wit};
use serde_json::Value;

/// Reads WIT from a text.
fn wit(text: &str) -> Wit {
    Wit::parse("settings.wit", text).unwrap_or_else(|error| panic!("{error}\n{text}"))
}

/// Returns the schema of the settings in a text of WIT.
fn schema(text: &str) -> Result<ConfigSchema, Error> {
    wit(text).config_schema(None)
}

/// Returns the schema of a record with one field `x`, with types before it.
fn of_field(types: &str, docs: &str, ty: &str) -> Result<Value, Error> {
    let docs: String = docs
        .lines()
        .map(|line| format!("    /// {line}\n"))
        .collect();
    let text = format!(
        "package a:b;\ninterface i {{\n{types}\n  /// @config\n  record settings {{\n{docs}    x: {ty},\n  }}\n}}"
    );
    let schema = schema(&text)?;
    let value: Value = serde_json::from_str(&schema.minified()).expect("JSON");
    let pretty: Value = serde_json::from_str(&schema.pretty()).expect("JSON");
    assert_eq!(value, pretty);
    jsonschema::meta::validate(&value).expect("a schema");
    Ok(value)
}
