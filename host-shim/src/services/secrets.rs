//! The stores of secrets.

use super::state::Scope;

/// The reason why a secret could not be read. A key that the store does not know is no
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

/// A store of secrets, as `greentic:secrets-store/secrets-store` offers it to
/// components.
///
/// A component names a key and no tenant: whose secret it gets is for the store to
/// say, by the [`Scope`] of the call. `None` is a call of which nobody said on
/// whose behalf it is made; it gets what every tenant may have at most.
///
/// Called from the middle of a call into the component, on its thread: a
/// method that blocks holds the call up past its deadline.
pub trait Secrets: Send + Sync {
    /// Returns the bytes of the secret `key` for a call on behalf of `scope`, or
    /// `None` where there is no such secret. The key comes from the component: it
    /// can be any text.
    ///
    /// # Errors
    ///
    /// The error that the component gets to see instead of the secret.
    fn get(&self, scope: Option<&Scope>, key: &str) -> Result<Option<Vec<u8>>, SecretsError>;

    /// Stores a secret for calls on behalf of `scope`, in place of one that is
    /// there. No other tenant may get to see it. Stores refuse unless they were
    /// made to be written to.
    ///
    /// # Errors
    ///
    /// The reason why it was not stored. The interface has no place for it: the component
    /// is stopped.
    fn put(&self, scope: Option<&Scope>, key: &str, value: &[u8]) -> Result<(), SecretsError> {
        let _ = (scope, key, value);
        Err(SecretsError::Denied)
    }
}

/// Denies every secret. What a [`Host`](crate::Host) uses until it is given
/// another store.
#[derive(Clone, Copy, Debug, Default)]
pub struct NoSecrets;

impl Secrets for NoSecrets {
    fn get(&self, _: Option<&Scope>, _: &str) -> Result<Option<Vec<u8>>, SecretsError> {
        Err(SecretsError::Denied)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_is_readable_by_default() {
        for scope in [None, Some(&Scope::new("prod", "acme"))] {
            assert_eq!(NoSecrets.get(scope, "KEY"), Err(SecretsError::Denied));
            let put = NoSecrets.put(scope, "KEY", b"x");
            assert_eq!(put, Err(SecretsError::Denied));
        }
    }
}
