//! The description that a component of version 0.6 gives of itself.
//!
//! It is written in JSON, with the names of `greentic-types`, and handed over as canonical
//! CBOR: by a component that does nothing else, or in a file beside a component
//! (`X.wasm.describe.cbor`), for hosts that do not want to run it.

mod component;

use std::collections::BTreeSet;

use ciborium::Value as Cbor;
use greentic_types::schemas::component::v0_6_0::{ComponentDescribe, schema_hash};
use serde_json::Value;

use crate::error::{Error, Problem};
use crate::{cbor, unknown};

/// Bytes that a description may have, in JSON and in CBOR.
pub const MOST_BYTES: usize = 1 << 20;

/// The end of the name of a file beside a component, behind the name of the component.
pub const SIDECAR: &str = ".describe.cbor";

/// A description whose hashes are those of its schemas.
#[derive(Clone, Debug, PartialEq)]
pub struct Description {
    content: ComponentDescribe,
    cbor: Vec<u8>,
}

impl Description {
    /// Reads a description in JSON. The `schema_hash` of an operation may be left out;
    /// one that is there must be right.
    ///
    /// # Errors
    ///
    /// - [`Error::Description`] with what is wrong with it: fields that are missing,
    ///   unknown or of another type, and hashes of other schemas.
    /// - [`Error::TooLarge`] above [`MOST_BYTES`].
    pub fn from_json(text: &str) -> Result<Self, Error> {
        fits(text.len())?;
        let wrong = |place: &str, message: String| Error::Description {
            problems: vec![Problem::new(place, message)],
        };
        let mut value: Value = serde_json::from_str(text)
            .map_err(|error| wrong("description", format!("is no JSON: {error}")))?;
        for operation in value
            .get_mut("operations")
            .and_then(Value::as_array_mut)
            .into_iter()
            .flatten()
            .filter_map(Value::as_object_mut)
        {
            operation
                .entry("schema_hash")
                .or_insert_with(|| Value::from(""));
        }
        let mut content: ComponentDescribe = serde_json::from_value(value.clone())
            .map_err(|error| wrong("description", error.to_string()))?;
        let problems = unknown::fields(&value, &content);
        if !problems.is_empty() {
            return Err(Error::Description { problems });
        }
        for operation in &mut content.operations {
            if operation.schema_hash.is_empty() {
                operation.schema_hash = schema_hash(
                    &operation.input.schema,
                    &operation.output.schema,
                    &content.config_schema,
                )
                .map_err(|error| wrong(&operation.id, format!("has no hash: {error}")))?;
            }
        }
        Self::of(content)
    }

    /// Reads a description in CBOR.
    ///
    /// # Errors
    ///
    /// - [`Error::Description`] if it is not canonical, or as [`Self::from_json`].
    /// - [`Error::TooLarge`] above [`MOST_BYTES`].
    pub fn from_cbor(bytes: &[u8]) -> Result<Self, Error> {
        fits(bytes.len())?;
        let wrong = |message| Error::Description {
            problems: vec![Problem::new("description", message)],
        };
        cbor::check(bytes).map_err(wrong)?;
        Self::of(cbor::read(bytes).map_err(wrong)?)
    }

    fn of(content: ComponentDescribe) -> Result<Self, Error> {
        let problems = problems(&content);
        if !problems.is_empty() {
            return Err(Error::Description { problems });
        }
        let cbor = cbor::canonical(&content)?;
        fits(cbor.len())?;
        Ok(Self { content, cbor })
    }

    /// Returns what the description says.
    pub fn content(&self) -> &ComponentDescribe {
        &self.content
    }

    /// Returns the description as canonical CBOR.
    pub fn cbor(&self) -> &[u8] {
        &self.cbor
    }

    /// Returns what stands in a file beside a component.
    ///
    /// # Errors
    ///
    /// - [`Error::Description`] if it has floats: the platform reads files without, and
    ///   components with them.
    ///
    /// # Panics
    ///
    /// Never: the description is kept as CBOR that was written here.
    pub fn sidecar(&self) -> Result<&[u8], Error> {
        let value: Cbor = cbor::read(&self.cbor).expect("what was written");
        if cbor::has_floats(&value) {
            return Err(Error::Description {
                problems: vec![Problem::new(
                    "description",
                    "has floats, which the platform refuses in a file beside a component; make \
                     a component of it, or write whole numbers",
                )],
            });
        }
        Ok(&self.cbor)
    }

    /// Returns a component that exports `greentic:component/component-descriptor@0.6.0`
    /// and has the description as a constant.
    ///
    /// # Panics
    ///
    /// Never: the whole description was written as CBOR, so a part of it can be.
    pub fn component(&self) -> Vec<u8> {
        let info = cbor::canonical(&self.content.info).expect("a part of what was written");
        component::of(&self.cbor, &info)
    }
}

fn fits(bytes: usize) -> Result<(), Error> {
    if bytes <= MOST_BYTES {
        return Ok(());
    }
    Err(Error::TooLarge {
        what: "the description".into(),
        is: bytes as u64,
        unit: "bytes",
        limit: MOST_BYTES as u64,
        remedy: "shorten its schemas and texts",
    })
}

fn problems(content: &ComponentDescribe) -> Vec<Problem> {
    let mut problems = Vec::new();
    for (place, text) in [
        ("info.id", &content.info.id),
        ("info.version", &content.info.version),
        ("info.role", &content.info.role),
    ] {
        if text.trim().is_empty() {
            problems.push(Problem::new(place, "is blank; fill it in"));
        }
    }
    let mut seen = BTreeSet::new();
    for (index, operation) in content.operations.iter().enumerate() {
        let place = |field: &str| format!("operations[{index}].{field}");
        if operation.id.trim().is_empty() {
            problems.push(Problem::new(place("id"), "is blank; fill it in"));
        }
        if !seen.insert(&operation.id) {
            let message = format!("`{}` is there twice; leave one out", operation.id);
            problems.push(Problem::new(place("id"), message));
        }
        let (input, output) = (&operation.input.schema, &operation.output.schema);
        match schema_hash(input, output, &content.config_schema) {
            Ok(hash) if hash == operation.schema_hash => {}
            Ok(hash) => problems.push(Problem::new(
                place("schema_hash"),
                format!(
                    "is `{}`, and that of the schemas {hash}; leave it out to have it filled in",
                    operation.schema_hash
                ),
            )),
            Err(error) => problems.push(Problem::new(place("schema_hash"), error.to_string())),
        }
    }
    problems
}
