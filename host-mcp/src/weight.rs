//! Bounds on the cost of checking against a schema, known before the check.

use std::collections::HashMap;

use serde_json::Value;

/// Parts that a schema may have with its references written out. Real ones have
/// some hundred; a chain of thirty definitions that each refer to the next one
/// twice has a thousand million.
const MOST_PARTS: u64 = 10_000;

/// Tells why values are not to be checked against a schema that a component made:
/// it refers to itself or outside of itself, or is too large with its references
/// written out. Checking against any other takes time in proportion to its parts
/// and to the value.
pub(crate) fn too_heavy(schema: &Value) -> Option<&'static str> {
    let mut parts = Parts {
        root: schema,
        known: HashMap::new(),
    };
    match parts.of(schema, 0) {
        Ok(parts) if parts <= MOST_PARTS => None,
        Ok(_) => Some("it has more than 10,000 parts with its references written out"),
        Err(reason) => Some(reason),
    }
}

struct Parts<'a> {
    root: &'a Value,
    /// Parts of what references lead to; none while they are counted.
    known: HashMap<&'a str, Option<u64>>,
}

impl<'a> Parts<'a> {
    fn of(&mut self, value: &'a Value, depth: usize) -> Result<u64, &'static str> {
        // The reader of JSON has refused what is deeper, but references add up.
        if depth > 256 {
            return Err("it is nested too deep");
        }
        let mut parts = 1_u64;
        match value {
            Value::Array(items) => {
                for item in items {
                    parts = parts.saturating_add(self.of(item, depth + 1)?);
                }
            }
            Value::Object(members) => {
                for (key, member) in members {
                    parts = parts.saturating_add(match key.as_str() {
                        "$ref" if member.is_string() => {
                            self.referred(member.as_str().unwrap_or_default(), depth)?
                        }
                        "$dynamicRef" | "$recursiveRef" => {
                            return Err("it refers to itself in a way that depends on the value");
                        }
                        // They move what references are relative to.
                        "$id" | "id" if member.is_string() && depth > 0 => {
                            return Err("a part of it has an identifier of its own");
                        }
                        // Counted where they are referred to.
                        "$defs" | "definitions" if member.is_object() => 1,
                        _ => self.of(member, depth + 1)?,
                    });
                }
            }
            _ => {}
        }
        Ok(parts)
    }

    fn referred(&mut self, reference: &'a str, depth: usize) -> Result<u64, &'static str> {
        match self.known.get(reference) {
            Some(Some(parts)) => return Ok(*parts),
            Some(None) => return Err("it refers to itself"),
            None => {}
        }
        let Some(pointer) = reference.strip_prefix('#') else {
            return Err("it refers to another document");
        };
        if pointer.contains('%') {
            return Err("it has a reference that is written in an unusual way");
        }
        if !pointer.is_empty() && !pointer.starts_with('/') {
            return Err("it refers to an anchor");
        }
        let target = self.root.pointer(pointer);
        let target = target.ok_or("it refers to a part that is not there")?;
        self.known.insert(reference, None);
        let parts = self.of(target, depth + 1)?;
        self.known.insert(reference, Some(parts));
        Ok(parts)
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn schemas_whose_cost_has_no_bound_are_told() {
        for (schema, reason) in [
            (json!({ "$ref": "#" }), "it refers to itself"),
            (
                json!({ "properties": { "next": { "$ref": "#" } } }),
                "it refers to itself",
            ),
            (
                json!({ "$ref": "https://example.com/a.json" }),
                "it refers to another document",
            ),
            (
                json!({ "$ref": "#/$defs/none" }),
                "it refers to a part that is not there",
            ),
        ] {
            assert_eq!(too_heavy(&schema), Some(reason), "{schema}");
        }
        let mut definitions = serde_json::Map::new();
        for at in 0..40 {
            let next = json!({ "$ref": format!("#/$defs/d{}", at + 1) });
            definitions.insert(format!("d{at}"), json!({ "allOf": [next, next] }));
        }
        definitions.insert("d40".to_owned(), json!({ "type": "object" }));
        let doubled = json!({ "$ref": "#/$defs/d0", "$defs": definitions });
        assert!(too_heavy(&doubled).is_some_and(|reason| reason.contains("10,000")));
    }

    #[test]
    fn ordinary_schemas_are_not() {
        let schema = json!({
            "type": "object",
            "properties": {
                "a": { "$ref": "#/$defs/point" },
                "b": { "type": "array", "items": { "$ref": "#/$defs/point" } },
                "$ref": { "type": "string" },
            },
            "$defs": { "point": { "properties": { "x": { "type": "number" } } } },
        });
        assert_eq!(too_heavy(&schema), None);
    }
}
