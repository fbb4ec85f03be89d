//! Where secrets come from.

mod directory;
mod environment;
mod memory;

pub use directory::DirectorySecrets;
pub use environment::EnvSecrets;
pub use memory::MemorySecrets;

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

/// A store of secrets, as `greentic:secrets-store/secrets-store` offers it to
/// components.
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

    /// Stores a secret, in place of one that is there. Stores refuse unless
    /// they were made to be written to.
    ///
    /// # Errors
    ///
    /// Why it was not stored. The interface has no place for it: the component
    /// is stopped.
    fn put(&self, key: &str, value: &[u8]) -> Result<(), SecretsError> {
        let _ = (key, value);
        Err(SecretsError::Denied)
    }
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_is_readable_by_default() {
        assert_eq!(NoSecrets.get("KEY"), Err(SecretsError::Denied));
        assert_eq!(NoSecrets.put("KEY", b"x"), Err(SecretsError::Denied));
    }
}
