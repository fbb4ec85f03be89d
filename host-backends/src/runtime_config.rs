//! Settings for components, from a file.

use std::collections::BTreeMap;
use std::fmt;
use std::path::Path;

use greentic_host_shim::services::state::Scope;
use greentic_host_shim::{ConfigError, RuntimeConfig};
use greentic_untrusted::files;
use serde::de::{Error as _, MapAccess, Visitor};
use serde::{Deserialize, Deserializer};
use serde_json::Value;

/// Bytes that a file of settings may have.
const LARGEST: u64 = 1 << 20;

/// The `schema` of a file in which the platform keeps the settings of a pack.
const PACK_CONFIG: &str = "greentic.pack-config.v1";

/// Settings from a JSON file, the same for every tenant: they are no secrets.
///
/// The file is an object with a setting in each field, or one that the platform
/// has written for a pack (its `schema` is `greentic.pack-config.v1`), whose
/// settings are the fields of `non_secret`. A component gets a value as JSON
/// without spaces, a text in quotes, as it does from the platform's runner. The
/// empty key is invalid, as there.
///
/// ```
/// use greentic_host_backends::runtime_config::FileConfig;
/// use greentic_host_shim::{ConfigError, RuntimeConfig};
///
/// let settings = FileConfig::parse(r#"{ "locale": "de", "retries": { "most": 3 } }"#)?;
/// assert_eq!(settings.get(None, "locale"), Ok(Some("\"de\"".into())));
/// assert_eq!(settings.get(None, "retries"), Ok(Some("{\"most\":3}".into())));
/// assert_eq!(settings.get(None, "colour"), Ok(None));
/// assert_eq!(settings.get(None, ""), Err(ConfigError::InvalidKey));
/// # Ok::<_, greentic_host_backends::runtime_config::SettingsError>(())
/// ```
#[derive(Clone, Debug)]
pub struct FileConfig {
    /// The values, as components get them.
    values: BTreeMap<String, String>,
}

/// The reason why settings cannot be used. It names the file, if there is one.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum SettingsError {
    /// The file cannot be read.
    #[error("{message}")]
    Unreadable {
        /// The file, and what the system says.
        message: String,
    },
    /// The text is of neither form.
    #[error("{message}")]
    Malformed {
        /// The place of the fault, and the fault.
        message: String,
    },
}

impl FileConfig {
    /// Reads a file, once: what is written to it later has no effect.
    ///
    /// # Errors
    ///
    /// The file cannot be read, is no regular file or larger than 1 MiB, or is not
    /// of one of the two forms.
    pub fn read(path: impl AsRef<Path>) -> Result<Self, SettingsError> {
        let path = path.as_ref();
        let named = |error: &dyn fmt::Display| format!("{}: {error}", path.display());
        let text = files::read_only(path).and_then(|file| files::read_at_most(&file, LARGEST));
        let text = text.map_err(|error| SettingsError::Unreadable {
            message: named(&error),
        })?;
        Self::of(&text).map_err(|message| SettingsError::Malformed {
            message: named(&message),
        })
    }

    /// Takes the text of such a file.
    ///
    /// # Errors
    ///
    /// The text is not of one of the two forms.
    pub fn parse(text: &str) -> Result<Self, SettingsError> {
        Self::of(text.as_bytes()).map_err(|message| SettingsError::Malformed { message })
    }

    fn of(text: &[u8]) -> Result<Self, String> {
        let Fields(mut fields) = serde_json::from_slice(text).map_err(|error| {
            format!("the settings are not a JSON object with a field for each: {error}")
        })?;
        if fields.get("schema").and_then(Value::as_str) == Some(PACK_CONFIG) {
            fields = match fields.remove("non_secret") {
                None => BTreeMap::new(),
                Some(Value::Object(settings)) => settings.into_iter().collect(),
                Some(_) => {
                    return Err(format!(
                        "`non_secret` of a `{PACK_CONFIG}` is no object: make it one, with a \
                         field for each setting"
                    ));
                }
            };
        }
        let values = fields.into_iter();
        let values = values.map(|(key, value)| (key, value.to_string()));
        Ok(Self {
            values: values.collect(),
        })
    }
}

impl RuntimeConfig for FileConfig {
    fn get(&self, _: Option<&Scope>, key: &str) -> Result<Option<String>, ConfigError> {
        if key.trim().is_empty() {
            return Err(ConfigError::InvalidKey);
        }
        Ok(self.values.get(key).cloned())
    }
}

/// The fields of an object, none of them twice: of two settings of one name
/// neither is the right one.
struct Fields(BTreeMap<String, Value>);

impl<'de> Deserialize<'de> for Fields {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Each;

        impl<'de> Visitor<'de> for Each {
            type Value = Fields;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("an object")
            }

            fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Fields, A::Error> {
                let mut fields = BTreeMap::new();
                while let Some((key, value)) = map.next_entry::<String, Value>()? {
                    if fields.contains_key(&key) {
                        return Err(A::Error::custom(format_args!("{key:?} is there twice")));
                    }
                    fields.insert(key, value);
                }
                Ok(Fields(fields))
            }
        }

        deserializer.deserialize_map(Each)
    }
}
