//! A secret that a component stores.

use super::secrets::{MemorySecrets, Refusal};

/// Stores a secret. The interface has no place for a failure: a host ends the component.
///
/// # Panics
///
/// The component may not store it, for the reason that a host would give.
pub(super) fn put(secrets: &MemorySecrets, key: &str, value: &[u8]) {
    let why = match secrets.write(key, value) {
        Ok(()) => return,
        Err(Refusal::NotFound) => "no such secret",
        Err(Refusal::Denied) => "the secret may not be read",
        Err(Refusal::InvalidKey) => "not a valid key of a secret",
        Err(Refusal::Internal) => "the store of secrets failed",
    };
    panic!(
        "MemorySecrets: the component stores `{key}`, which a host would end it for: a secret \
         was not stored: {why} (`writable` lets it)"
    );
}
