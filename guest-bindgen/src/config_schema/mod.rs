//! JSON Schemas of settings: the WIT record that carries `@config` is what a
//! component takes, and tools ask for its schema.
//!
//! `record` finds the record, `remarks` reads what its documentation says to
//! tools, `walk` goes through its types, `schema` is what comes out, and
//! `constant` is a default: JSON that was checked against its type.

pub(crate) mod constant;
pub(crate) mod record;
pub(crate) mod remarks;
mod schema;
mod walk;

use wit_parser::{Field, Resolve, TypeId};

use self::constant::{Constant, Misfit};
use self::remarks::Remarks;
use self::schema::Schema;
use crate::wit::scope::Refusal;
use crate::{Error, Wit};

/// The JSON Schema (2020-12) of a component's settings.
///
/// ```
/// use greentic_guest_bindgen::Wit;
///
/// let wit = Wit::parse("shop.wit", r#"
///     package example:shop@1.0.0;
///     interface settings {
///         /// What the shop needs to know.
///         /// @config
///         record shop {
///             /// The currency of all prices.
///             /// @default("EUR")
///             currency: string,
///             limit: option<u8>,
///         }
///     }
/// "#)?;
/// let schema = wit.config_schema(None)?;
/// assert_eq!(schema.record(), "example:shop/settings@1.0.0#shop");
/// assert_eq!(
///     schema.minified(),
///     concat!(
///         r#"{"type":"object","description":"What the shop needs to know.","properties":{"#,
///         r#""currency":{"type":"string","description":"The currency of all prices.","default":"EUR"},"#,
///         r#""limit":{"type":"integer","minimum":0,"maximum":255}},"additionalProperties":false}"#,
///     )
/// );
/// # Ok::<(), greentic_guest_bindgen::Error>(())
/// ```
#[derive(Clone, Debug)]
pub struct ConfigSchema {
    record: String,
    schema: Schema,
}

impl ConfigSchema {
    /// Returns the full name of the record: that of its interface, `#`, and its
    /// own.
    pub fn record(&self) -> &str {
        &self.record
    }

    /// Returns the schema as JSON without spaces, for a component's data.
    pub fn minified(&self) -> String {
        serde_json::to_string(&self.schema).unwrap_or_default()
    }

    /// Returns the schema as JSON that people read, with two spaces a level.
    pub fn pretty(&self) -> String {
        serde_json::to_string_pretty(&self.schema).unwrap_or_default()
    }
}

/// As the schema.
impl serde::Serialize for ConfigSchema {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        self.schema.serialize(serializer)
    }
}

impl Wit {
    /// Returns the JSON Schema of a record of settings: of the one that carries
    /// `@config` in its documentation, or else is called `config`. The root package
    /// is asked first, then what it depends on.
    ///
    /// `name` chooses another record, or one of several: `config`,
    /// `settings#config`, or in full `example:shop/settings@1.0.0#config`.
    ///
    /// # Errors
    ///
    /// [`Error::Unsupported`] where there is no such record or more than one, where
    /// JSON has no form for a type (resources, futures, streams), where a default is
    /// not of the type of its field, and where the schema would be too large.
    pub fn config_schema(&self, name: Option<&str>) -> Result<ConfigSchema, Error> {
        let found = record::find(self, name)?;
        Ok(of_record(&self.resolve, found)?)
    }
}

/// Returns the schema of a record.
pub(crate) fn of_record(resolve: &Resolve, record: TypeId) -> Result<ConfigSchema, Refusal> {
    Ok(ConfigSchema {
        record: record::name(resolve, record),
        schema: walk::schema(resolve, record)?,
    })
}

/// Returns the default that the documentation of a field gives: where it is an option, of
/// what that holds.
pub(crate) fn default(
    resolve: &Resolve,
    field: &Field,
    remarks: &Remarks,
) -> Result<Option<Constant>, Misfit> {
    let ty = constant::optional(resolve, &field.ty).unwrap_or(field.ty);
    let value = remarks.default.as_ref();
    value
        .map(|value| constant::check(resolve, &ty, value))
        .transpose()
}
