//! Secrets in memory.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use super::{Secrets, SecretsError};

/// Secrets in memory. Accepts every key but the empty one. Clones share what is
/// stored.
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
    values: Arc<Mutex<BTreeMap<String, Vec<u8>>>>,
    denied: BTreeSet<String>,
    writable: bool,
}

impl MemorySecrets {
    /// A store without secrets, which denies nothing but to be written to.
    pub fn new() -> Self {
        Self::default()
    }

    /// Adds a secret, or replaces it.
    #[must_use]
    pub fn with(self, key: impl Into<String>, value: impl Into<Vec<u8>>) -> Self {
        self.values().insert(key.into(), value.into());
        self
    }

    /// Denies a key, whether there is such a secret or not.
    #[must_use]
    pub fn deny(mut self, key: impl Into<String>) -> Self {
        self.denied.insert(key.into());
        self
    }

    /// Lets components store secrets.
    #[must_use]
    pub fn writable(mut self) -> Self {
        self.writable = true;
        self
    }

    fn values(&self) -> MutexGuard<'_, BTreeMap<String, Vec<u8>>> {
        self.values.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn check(&self, key: &str) -> Result<(), SecretsError> {
        if key.is_empty() {
            Err(SecretsError::InvalidKey)
        } else if self.denied.contains(key) {
            Err(SecretsError::Denied)
        } else {
            Ok(())
        }
    }
}

impl Secrets for MemorySecrets {
    fn get(&self, key: &str) -> Result<Option<Vec<u8>>, SecretsError> {
        self.check(key)?;
        Ok(self.values().get(key).cloned())
    }

    fn put(&self, key: &str, value: &[u8]) -> Result<(), SecretsError> {
        self.check(key)?;
        if !self.writable {
            return Err(SecretsError::Denied);
        }
        self.values().insert(key.to_owned(), value.to_vec());
        Ok(())
    }
}

impl fmt::Debug for MemorySecrets {
    /// The keys only: values must not reach a log.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("MemorySecrets")
            .field("keys", &self.values().keys().collect::<Vec<_>>())
            .field("denied", &self.denied)
            .field("writable", &self.writable)
            .finish_non_exhaustive()
    }
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
}
