//! Fields that a type does not have: a name that is misspelt must not be lost in silence.

use std::fmt::Write as _;

use serde::Serialize;
use serde_json::Value;

use crate::error::Problem;

/// Finds the fields of a document that are not in what was read of it.
pub(crate) fn fields(document: &Value, read: &impl Serialize) -> Vec<Problem> {
    let read = serde_json::to_value(read).unwrap_or_default();
    let mut problems = Vec::new();
    compare(document, &read, &mut String::new(), &mut problems);
    problems
}

fn compare(document: &Value, read: &Value, place: &mut String, problems: &mut Vec<Problem>) {
    let length = place.len();
    match (document, read) {
        (Value::Object(fields), Value::Object(known)) => {
            for (name, value) in fields {
                if !place.is_empty() {
                    place.push('.');
                }
                place.push_str(name);
                match known.get(name) {
                    Some(read) => compare(value, read, place, problems),
                    // As much as a field that is not there, which is how it is
                    // written.
                    None if is_empty(value) => {}
                    None => problems.push(Problem::new(
                        place.clone(),
                        format!("is no field; known are {}", names(known)),
                    )),
                }
                place.truncate(length);
            }
        }
        (Value::Array(items), Value::Array(known)) => {
            for (index, (item, read)) in items.iter().zip(known).enumerate() {
                // Writing to a text cannot fail.
                let _ = write!(place, "[{index}]");
                compare(item, read, place, problems);
                place.truncate(length);
            }
        }
        _ => {}
    }
}

fn is_empty(value: &Value) -> bool {
    match value {
        Value::Null => true,
        Value::Array(items) => items.is_empty(),
        Value::Object(fields) => fields.is_empty(),
        _ => false,
    }
}

fn names(known: &serde_json::Map<String, Value>) -> String {
    let names: Vec<_> = known.keys().map(|name| format!("`{name}`")).collect();
    names.join(", ")
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn a_field_that_nothing_reads_is_named_with_its_place() {
        let read = json!({ "a": [{ "b": 1.0 }], "c": null });
        assert_eq!(fields(&json!({ "a": [{ "b": 1 }], "d": null }), &read), []);
        let problems = fields(&json!({ "a": [{ "b": 1, "x": 2 }] }), &read);
        assert_eq!(problems.len(), 1);
        assert_eq!(problems[0].place, "a[0].x");
        assert!(problems[0].message.contains("`b`"));
    }
}
