//! The limits of a store.

use greentic_host_shim::services::state::StateError;

/// The limits of a store.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct StateLimits {
    /// Bytes of one value, and likewise of its key. Default 1 MiB.
    pub value_bytes: usize,
    /// Bytes that all entries of one scope cost: their keys and values, and what
    /// the store needs to keep them. That is 192 bytes an entry in
    /// [`MemoryState`](super::MemoryState). In `RedbState` it is what the file may have for them at
    /// worst: 306 bytes for an entry and 8.5 times its value, and 8,704 bytes for
    /// each 4,000 of a value that is larger than 860. Default 64 MiB.
    pub scope_bytes: u64,
}

impl Default for StateLimits {
    fn default() -> Self {
        Self {
            value_bytes: 1 << 20,
            scope_bytes: 64 << 20,
        }
    }
}

impl StateLimits {
    pub(super) fn check_entry(&self, key: &str, value: &[u8]) -> Result<(), StateError> {
        let bytes = key.len().max(value.len());
        if bytes > self.value_bytes {
            return Err(StateError::TooLarge {
                bytes,
                limit: self.value_bytes,
            });
        }
        Ok(())
    }

    /// Returns what a scope uses after an entry has changed from `old` to `new`
    /// bytes, if it may. To shrink is always allowed.
    pub(super) fn check_scope(&self, used: u64, old: u64, new: u64) -> Result<u64, StateError> {
        let bytes = used.saturating_sub(old).saturating_add(new);
        if bytes > self.scope_bytes && new > old {
            return Err(StateError::Full {
                bytes,
                limit: self.scope_bytes,
            });
        }
        Ok(bytes)
    }
}
