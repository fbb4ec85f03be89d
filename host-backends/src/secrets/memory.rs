//! Secrets in memory.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use greentic_host_shim::services::state::Scope;
use greentic_host_shim::{Secrets, SecretsError};

/// Secrets in memory. Accepts every key but the empty one. Clones share what is
/// stored.
///
/// A call gets the secret of its own tenant ([`with_for`](Self::with_for)) or, if
/// that has none of this name, the one of all ([`with`](Self::with)). A secret
/// that a component stores belongs to its tenant.
///
/// ```
/// use greentic_host_shim::services::state::Scope;
/// use greentic_host_backends::secrets::MemorySecrets;
/// use greentic_host_shim::{Secrets, SecretsError};
///
/// let (acme, other) = (Scope::new("prod", "acme"), Scope::new("prod", "other"));
/// let secrets = MemorySecrets::new()
///     .with("GREETING", "Hello")
///     .with_for(acme.clone(), "TOKEN", "sesame")
///     .deny("ROOT");
/// assert_eq!(secrets.get(Some(&acme), "TOKEN"), Ok(Some(b"sesame".to_vec())));
/// assert_eq!(secrets.get(Some(&other), "TOKEN"), Ok(None));
/// assert_eq!(secrets.get(Some(&other), "GREETING"), Ok(Some(b"Hello".to_vec())));
/// assert_eq!(secrets.get(None, "ROOT"), Err(SecretsError::Denied));
/// ```
#[derive(Clone, Default)]
pub struct MemorySecrets {
    values: Arc<Mutex<Values>>,
    denied: BTreeSet<String>,
    writable: bool,
}

/// Secrets by their tenant, `None` being all of them, and their key.
type Values = BTreeMap<Option<Scope>, BTreeMap<String, Vec<u8>>>;

impl MemorySecrets {
    /// Makes a store without secrets, which denies nothing but to be written to.
    pub fn new() -> Self {
        Self::default()
    }

    /// Adds a secret of all tenants, or replaces it.
    #[must_use]
    pub fn with(self, key: impl Into<String>, value: impl Into<Vec<u8>>) -> Self {
        self.insert(None, key.into(), value.into());
        self
    }

    /// Adds a secret of one tenant, or replaces it.
    #[must_use]
    pub fn with_for(self, scope: Scope, key: impl Into<String>, value: impl Into<Vec<u8>>) -> Self {
        self.insert(Some(scope), key.into(), value.into());
        self
    }

    /// Denies a key, whether there is such a secret or not.
    #[must_use]
    pub fn deny(mut self, key: impl Into<String>) -> Self {
        self.denied.insert(key.into());
        self
    }

    /// Lets components store secrets, in calls of which it is known on whose
    /// behalf they are made.
    #[must_use]
    pub fn writable(mut self) -> Self {
        self.writable = true;
        self
    }

    fn insert(&self, scope: Option<Scope>, key: String, value: Vec<u8>) {
        self.values().entry(scope).or_default().insert(key, value);
    }

    fn values(&self) -> MutexGuard<'_, Values> {
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
    fn get(&self, scope: Option<&Scope>, key: &str) -> Result<Option<Vec<u8>>, SecretsError> {
        self.check(key)?;
        let values = self.values();
        let of = |scope: Option<&Scope>| values.get(&scope.cloned())?.get(key).cloned();
        Ok(of(scope).or_else(|| of(None)))
    }

    fn put(&self, scope: Option<&Scope>, key: &str, value: &[u8]) -> Result<(), SecretsError> {
        self.check(key)?;
        let scope = scope.filter(|_| self.writable);
        let scope = scope.ok_or(SecretsError::Denied)?;
        self.insert(Some(scope.clone()), key.to_owned(), value.to_vec());
        Ok(())
    }
}

impl fmt::Debug for MemorySecrets {
    /// The keys only: values must not reach a log.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let values = self.values();
        let keys = values
            .iter()
            .map(|(scope, values)| (scope, values.keys().collect::<Vec<_>>()));
        f.debug_struct("MemorySecrets")
            .field("keys", &keys.collect::<Vec<_>>())
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
        assert_eq!(secrets.get(None, "KEY"), Ok(Some(vec![0xff, 0])));
        assert_eq!(secrets.get(None, "key"), Ok(None));
        assert_eq!(secrets.get(None, "ROOT"), Err(SecretsError::Denied));
        assert_eq!(secrets.get(None, ""), Err(SecretsError::InvalidKey));
    }
}
