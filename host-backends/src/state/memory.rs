//! State in memory.

use std::collections::BTreeMap;
use std::fmt;
use std::sync::{Mutex, MutexGuard, PoisonError};

use greentic_host_shim::services::state::{Scope, StateError, StateStore};

use super::{StateLimits, cost};

/// State that lasts as long as this value.
///
/// ```
/// use greentic_host_backends::state::MemoryState;
/// use greentic_host_shim::services::state::{Scope, StateStore};
///
/// let state = MemoryState::default();
/// let acme = Scope::new("prod", "acme");
/// state.write(&acme, "greeting", b"Hello")?;
/// assert_eq!(state.read(&acme, "greeting")?.as_deref(), Some(&b"Hello"[..]));
/// assert_eq!(state.read(&Scope::new("prod", "other"), "greeting")?, None);
/// # Ok::<_, greentic_host_shim::services::state::StateError>(())
/// ```
#[derive(Default)]
pub struct MemoryState {
    limits: StateLimits,
    scopes: Mutex<BTreeMap<Scope, Entries>>,
}

#[derive(Default)]
struct Entries {
    values: BTreeMap<String, Vec<u8>>,
    /// The cost of the entries.
    used: u64,
}

impl Entries {
    /// Puts a value in the place of one that may be there.
    fn write(&mut self, limits: &StateLimits, key: &str, value: Vec<u8>) -> Result<(), StateError> {
        let old = self.values.get(key);
        let old = old.map_or(0, |value| cost::in_memory(key.len(), value.len()));
        let new = cost::in_memory(key.len(), value.len());
        self.used = limits.check_scope(self.used, old, new)?;
        self.values.insert(key.to_owned(), value);
        Ok(())
    }
}

impl MemoryState {
    /// A store that takes no more than that.
    pub fn new(limits: StateLimits) -> Self {
        Self {
            limits,
            scopes: Mutex::default(),
        }
    }

    fn scopes(&self) -> MutexGuard<'_, BTreeMap<Scope, Entries>> {
        // Nothing that can panic happens between two changes that belong
        // together.
        self.scopes.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl StateStore for MemoryState {
    fn read(&self, scope: &Scope, key: &str) -> Result<Option<Vec<u8>>, StateError> {
        let scopes = self.scopes();
        let entries = scopes.get(scope);
        Ok(entries.and_then(|entries| entries.values.get(key).cloned()))
    }

    fn write(&self, scope: &Scope, key: &str, bytes: &[u8]) -> Result<(), StateError> {
        self.limits.check_entry(key, bytes)?;
        let value = bytes.to_vec();
        let mut scopes = self.scopes();
        let entries = scopes.entry(scope.clone()).or_default();
        entries.write(&self.limits, key, value)
    }

    fn delete(&self, scope: &Scope, key: &str) -> Result<bool, StateError> {
        let mut scopes = self.scopes();
        let Some(entries) = scopes.get_mut(scope) else {
            return Ok(false);
        };
        let Some(value) = entries.values.remove(key) else {
            return Ok(false);
        };
        entries.used -= cost::in_memory(key.len(), value.len());
        if entries.values.is_empty() {
            scopes.remove(scope);
        }
        Ok(true)
    }

    /// Looks and writes under one lock.
    fn write_if_absent(&self, scope: &Scope, key: &str, bytes: &[u8]) -> Result<bool, StateError> {
        self.limits.check_entry(key, bytes)?;
        let value = bytes.to_vec();
        let mut scopes = self.scopes();
        let entries = scopes.entry(scope.clone()).or_default();
        if entries.values.contains_key(key) {
            return Ok(false);
        }
        entries.write(&self.limits, key, value)?;
        Ok(true)
    }
}

impl fmt::Debug for MemoryState {
    /// Not what is stored.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("MemoryState")
            .field("limits", &self.limits)
            .finish_non_exhaustive()
    }
}
