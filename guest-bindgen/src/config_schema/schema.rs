//! The parts of a JSON Schema, as they are written.

use serde::ser::{Serialize, SerializeMap, Serializer};
use serde_json::Number;

use super::constant::Constant;

/// The keywords of a schema, in the order in which they are written; those that
/// say nothing are left out.
#[derive(Clone, Debug, Default, serde::Serialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct Schema {
    #[serde(rename = "type", skip_serializing_if = "Option::is_none")]
    pub(super) kind: Option<&'static str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) description: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) default: Option<Constant>,
    #[serde(rename = "enum", skip_serializing_if = "Vec::is_empty")]
    pub(super) names: Vec<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) minimum: Option<Number>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) maximum: Option<Number>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) exclusive_minimum: Option<Number>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) exclusive_maximum: Option<Number>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) min_length: Option<usize>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) max_length: Option<usize>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub(super) prefix_items: Vec<Schema>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) items: Option<Box<Schema>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) min_items: Option<usize>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) max_items: Option<usize>,
    #[serde(skip_serializing_if = "is_false")]
    pub(super) unique_items: bool,
    #[serde(
        skip_serializing_if = "Option::is_none",
        serialize_with = "in_their_order"
    )]
    pub(super) properties: Option<Vec<(String, Schema)>>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub(super) required: Vec<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) additional_properties: Option<Additional>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub(super) one_of: Vec<Schema>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub(super) any_of: Vec<Schema>,
    #[serde(rename = "x_flow_hidden", skip_serializing_if = "is_false")]
    pub(super) flow_hidden: bool,
}

/// The properties of an object that are not named.
#[derive(Clone, Debug)]
pub(super) enum Additional {
    /// There are none.
    No,
    /// They are of this kind.
    Of(Box<Schema>),
}

impl Serialize for Additional {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self {
            Self::No => serializer.serialize_bool(false),
            Self::Of(schema) => schema.serialize(serializer),
        }
    }
}

impl Schema {
    /// Returns the schema of a JSON type.
    pub(super) fn of(kind: &'static str) -> Self {
        Self {
            kind: Some(kind),
            ..Self::default()
        }
    }

    /// Returns the schema of one of some texts.
    pub(super) fn one_of_names(names: Vec<String>) -> Self {
        Self {
            names,
            ..Self::of("string")
        }
    }

    /// Returns the schema of an object with these properties and no other.
    pub(super) fn object(properties: Vec<(String, Self)>, required: Vec<String>) -> Self {
        Self {
            properties: Some(properties),
            required,
            additional_properties: Some(Additional::No),
            ..Self::of("object")
        }
    }

    /// Returns the schema of an object with one property.
    pub(super) fn case(name: &str, payload: Self) -> Self {
        Self::object(vec![(name.to_owned(), payload)], vec![name.to_owned()])
    }
}

#[allow(clippy::trivially_copy_pass_by_ref, reason = "serde passes references")]
fn is_false(flag: &bool) -> bool {
    !flag
}

#[allow(clippy::ref_option, reason = "serde passes references")]
fn in_their_order<S: Serializer>(
    properties: &Option<Vec<(String, Schema)>>,
    serializer: S,
) -> Result<S::Ok, S::Error> {
    let properties = properties.as_deref().unwrap_or_default();
    let mut map = serializer.serialize_map(Some(properties.len()))?;
    for (name, schema) in properties {
        map.serialize_entry(name, schema)?;
    }
    map.end()
}
