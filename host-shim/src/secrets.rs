//! Where secrets come from.

use std::collections::{BTreeMap, BTreeSet};
use std::ffi::OsString;
use std::fmt;

/// Why a secret could not be read. A key that the store does not know is no
/// error: [`Secrets::get`] answers `None` for it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, thiserror::Error)]
#[non_exhaustive]
pub enum SecretsError {
    /// There is no such secret, and the store tells that apart from `None`.
    #[error("no such secret")]
    NotFound,
    /// The component may not read this secret.
    #[error("the secret may not be read")]
    Denied,
    /// The key is not one that the store accepts.
    #[error("not a valid key of a secret")]
    InvalidKey,
    /// The store itself failed; trying again may help.
    #[error("the store of secrets failed")]
    Internal,
}

/// A store of secrets, as `greentic:secrets-store/secrets-store@1.0.0` offers
/// it to components.
///
/// Called from the middle of a call into the component, on its thread: a
/// method that blocks holds the call up past its deadline.
pub trait Secrets: Send + Sync {
    /// The bytes of the secret `key`, or `None` where there is no such secret.
    /// The key comes from the component: it can be any text.
    ///
    /// # Errors
    ///
    /// What the component gets to see instead of the secret.
    fn get(&self, key: &str) -> Result<Option<Vec<u8>>, SecretsError>;
}

/// Denies every secret. What a [`Host`](crate::Host) uses until it is given
/// another store.
#[derive(Clone, Copy, Debug, Default)]
pub struct NoSecrets;

impl Secrets for NoSecrets {
    fn get(&self, _key: &str) -> Result<Option<Vec<u8>>, SecretsError> {
        Err(SecretsError::Denied)
    }
}

/// Secrets in memory. Accepts every key but the empty one.
///
/// ```
/// use greentic_host_shim::{MemorySecrets, Secrets, SecretsError};
///
/// let secrets = MemorySecrets::new().with("GREETING", "Hello").deny("ROOT");
/// assert_eq!(secrets.get("GREETING"), Ok(Some(b"Hello".to_vec())));
/// assert_eq!(secrets.get("OTHER"), Ok(None));
/// assert_eq!(secrets.get("ROOT"), Err(SecretsError::Denied));
/// ```
#[derive(Clone, Default)]
pub struct MemorySecrets {
    values: BTreeMap<String, Vec<u8>>,
    denied: BTreeSet<String>,
}

impl MemorySecrets {
    /// A store without secrets, which denies nothing.
    pub fn new() -> Self {
        Self::default()
    }

    /// Adds a secret, or replaces it.
    #[must_use]
    pub fn with(mut self, key: impl Into<String>, value: impl Into<Vec<u8>>) -> Self {
        self.values.insert(key.into(), value.into());
        self
    }

    /// Denies a key, whether there is such a secret or not.
    #[must_use]
    pub fn deny(mut self, key: impl Into<String>) -> Self {
        self.denied.insert(key.into());
        self
    }
}

impl Secrets for MemorySecrets {
    fn get(&self, key: &str) -> Result<Option<Vec<u8>>, SecretsError> {
        if key.is_empty() {
            return Err(SecretsError::InvalidKey);
        }
        if self.denied.contains(key) {
            return Err(SecretsError::Denied);
        }
        Ok(self.values.get(key).cloned())
    }
}

impl fmt::Debug for MemorySecrets {
    /// The keys only: values must not reach a log.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("MemorySecrets")
            .field("keys", &self.values.keys().collect::<Vec<_>>())
            .field("denied", &self.denied)
            .finish_non_exhaustive()
    }
}

/// Secrets from environment variables: the key `GREETING` reads the variable
/// of that name with a prefix before it.
///
/// Keys are ASCII letters, digits and `_`. The prefix keeps a component from
/// reading the rest of the environment, so it may not be empty.
#[derive(Clone, Debug)]
pub struct EnvSecrets {
    prefix: String,
}

impl EnvSecrets {
    /// Reads variables that begin with `prefix`, `APP_` say.
    ///
    /// # Errors
    ///
    /// [`SecretsError::InvalidKey`] if the prefix is empty or has other
    /// characters than ASCII letters, digits and `_`.
    pub fn new(prefix: impl Into<String>) -> Result<Self, SecretsError> {
        let prefix = prefix.into();
        if is_name(&prefix) {
            Ok(Self { prefix })
        } else {
            Err(SecretsError::InvalidKey)
        }
    }
}

impl Secrets for EnvSecrets {
    fn get(&self, key: &str) -> Result<Option<Vec<u8>>, SecretsError> {
        if !is_name(key) {
            return Err(SecretsError::InvalidKey);
        }
        let value = std::env::var_os(format!("{}{key}", self.prefix));
        // On Unix these are the bytes of the value, text or not.
        Ok(value.map(OsString::into_encoded_bytes))
    }
}

/// Whether the text can be (a part of) the name of a variable. `=` and NUL
/// would make the standard library panic or read something else.
fn is_name(text: &str) -> bool {
    !text.is_empty()
        && text
            .bytes()
            .all(|byte| byte.is_ascii_alphanumeric() || byte == b'_')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn debug_output_hides_values() {
        let secrets = MemorySecrets::new().with("KEY", "sesame").deny("ROOT");
        let text = format!("{secrets:?} {secrets:#?}");
        assert!(text.contains("KEY") && text.contains("ROOT"), "{text}");
        assert!(!text.contains("sesame"), "{text}");
        // Nor as the list of their bytes.
        assert!(!text.contains("115"), "{text}");
    }

    #[test]
    fn memory_answers_known_unknown_denied_and_invalid_keys() {
        let secrets = MemorySecrets::new()
            .with("KEY", vec![0xff, 0])
            .with("ROOT", "x")
            .deny("ROOT");
        assert_eq!(secrets.get("KEY"), Ok(Some(vec![0xff, 0])));
        assert_eq!(secrets.get("key"), Ok(None));
        assert_eq!(secrets.get("ROOT"), Err(SecretsError::Denied));
        assert_eq!(secrets.get(""), Err(SecretsError::InvalidKey));
    }

    #[test]
    fn environment_is_read_behind_its_prefix_only() {
        // Cargo sets these for every test.
        let secrets = EnvSecrets::new("CARGO_PKG_").unwrap();
        assert_eq!(
            secrets.get("NAME"),
            Ok(Some(b"greentic-host-shim".to_vec()))
        );
        assert_eq!(secrets.get("NO_SUCH_VARIABLE"), Ok(None));
        for key in ["", "A=B", "A\0B", "A B", "../A", "Ä"] {
            assert_eq!(secrets.get(key), Err(SecretsError::InvalidKey), "{key:?}");
        }
        assert!(EnvSecrets::new("").is_err());
        assert!(EnvSecrets::new("A=").is_err());
    }

    #[test]
    fn nothing_is_readable_by_default() {
        assert_eq!(NoSecrets.get("KEY"), Err(SecretsError::Denied));
    }
}
