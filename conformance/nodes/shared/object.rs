//! JSON objects, without the fields that are absent.

use alloc::format;
use alloc::string::{String, ToString};
use alloc::vec::Vec;

/// A value that JSON has.
pub trait Json {
    /// The value as JSON.
    fn json(&self) -> String;
}

impl Json for String {
    fn json(&self) -> String {
        text(self)
    }
}

impl Json for u32 {
    fn json(&self) -> String {
        self.to_string()
    }
}

impl Json for u64 {
    fn json(&self) -> String {
        self.to_string()
    }
}

impl Json for i64 {
    fn json(&self) -> String {
        self.to_string()
    }
}

/// A text in quotation marks.
pub fn text(text: &str) -> String {
    let mut json = String::from("\"");
    for letter in text.chars() {
        match letter {
            '"' | '\\' => json.extend(['\\', letter]),
            '\n' => json.push_str("\\n"),
            '\r' => json.push_str("\\r"),
            '\t' => json.push_str("\\t"),
            '\0'..' ' => json.push_str(&format!("\\u{:04x}", u32::from(letter))),
            _ => json.push(letter),
        }
    }
    json.push('"');
    json
}

/// An object of the fields that are there, in this order.
pub fn object<const N: usize>(fields: [(&str, Option<String>); N]) -> String {
    let fields = fields.into_iter();
    let present = fields.filter_map(|(name, value)| Some(format!("{}:{}", text(name), value?)));
    format!("{{{}}}", present.collect::<Vec<_>>().join(","))
}

/// A field that may be absent.
pub fn maybe<T: Json>(value: &Option<T>) -> Option<String> {
    value.as_ref().map(Json::json)
}

/// A field that is always there.
pub fn always<T: Json>(value: &T) -> Option<String> {
    Some(value.json())
}
