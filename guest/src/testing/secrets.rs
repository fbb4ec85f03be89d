//! Secrets in memory.

use std::borrow::ToOwned;
use std::cell::{Cell, RefCell};
use std::collections::BTreeMap;
use std::fmt;
use std::rc::Rc;
use std::string::String;
use std::vec::Vec;

use crate::Call;

/// Secrets in memory. Clones share them.
///
/// A secret that is not there is `none`, the empty key is `invalid-key`. A component of
/// `secrets-store@1.1.0` may store secrets if the fake is made [`writable`](Self::writable);
/// otherwise that panics, where a host ends the component.
///
/// ```
/// # #[cfg(feature = "secrets-store-v1")] {
/// use greentic_guest::secrets_store::v1_0::{Host, SecretsError};
/// use greentic_guest::{Call, testing::MemorySecrets};
///
/// fn known(secrets: &impl Host, key: &str) -> Result<bool, SecretsError> {
///     Ok(secrets.get(&Call::new(), key)?.is_some())
/// }
///
/// let secrets = MemorySecrets::new().with("TOKEN", "sesame").deny("ROOT").fail("SLOW");
/// assert_eq!(known(&secrets, "TOKEN"), Ok(true));
/// assert_eq!(known(&secrets, "OTHER"), Ok(false));
/// assert_eq!(known(&secrets, ""), Err(SecretsError::InvalidKey));
/// assert_eq!(known(&secrets, "ROOT"), Err(SecretsError::Denied));
/// assert_eq!(known(&secrets, "SLOW"), Err(SecretsError::Internal));
/// # }
/// ```
#[derive(Clone, Default)]
pub struct MemorySecrets {
    shared: Rc<SharedSecrets>,
}

#[derive(Default)]
struct SharedSecrets {
    values: RefCell<BTreeMap<String, Vec<u8>>>,
    refused: RefCell<BTreeMap<String, SecretRefusal>>,
    writable: Cell<bool>,
}

/// The reason for an answer without a value.
#[derive(Clone, Copy)]
enum SecretRefusal {
    NotFound,
    Denied,
    InvalidKey,
    Internal,
}

impl MemorySecrets {
    /// Makes a store without secrets, which cannot be written to.
    pub fn new() -> Self {
        Self::default()
    }

    /// Adds a secret, or replaces it.
    #[must_use]
    pub fn with(self, key: &str, value: impl AsRef<[u8]>) -> Self {
        self.set(key, value.as_ref());
        self
    }

    /// Denies a key, whether there is such a secret or not.
    #[must_use]
    pub fn deny(self, key: &str) -> Self {
        self.refuse(key, SecretRefusal::Denied)
    }

    /// Fails for a key, as a store does that does not work: `internal`.
    #[must_use]
    pub fn fail(self, key: &str) -> Self {
        self.refuse(key, SecretRefusal::Internal)
    }

    /// Does not accept a key, as stores do that have rules for keys: `invalid-key`.
    ///
    /// ```
    /// # #[cfg(feature = "secrets-store-v1")] {
    /// use greentic_guest::imports::secrets::v1_0::SecretValues as _;
    /// use greentic_guest::{Call, testing::MemorySecrets};
    ///
    /// let secrets = MemorySecrets::new().reject("TOKEN");
    /// assert!(secrets.required(&Call::new(), "TOKEN").is_err());
    /// # }
    /// ```
    #[must_use]
    pub fn reject(self, key: &str) -> Self {
        self.refuse(key, SecretRefusal::InvalidKey)
    }

    /// Answers `not-found` for a key, where others than this fake do so in place of `none`.
    ///
    /// ```
    /// # #[cfg(feature = "secrets-store-v1")] {
    /// use greentic_guest::imports::secrets::v1_0::SecretValues as _;
    /// use greentic_guest::{Call, testing::MemorySecrets};
    ///
    /// let secrets = MemorySecrets::new().miss("TOKEN");
    /// assert!(secrets.required(&Call::new(), "TOKEN").is_err());
    /// # }
    /// ```
    #[must_use]
    pub fn miss(self, key: &str) -> Self {
        self.refuse(key, SecretRefusal::NotFound)
    }

    /// Lets components store secrets.
    ///
    /// ```
    /// use greentic_guest::testing::MemorySecrets;
    ///
    /// let secrets = MemorySecrets::new().writable();
    /// assert_eq!(secrets.value("TOKEN"), None);
    /// ```
    #[must_use]
    pub fn writable(self) -> Self {
        self.shared.writable.set(true);
        self
    }

    /// Returns the bytes of a secret; `None` where there is no such secret.
    ///
    /// ```
    /// use greentic_guest::testing::MemorySecrets;
    ///
    /// let secrets = MemorySecrets::new().with("TOKEN", "t").writable();
    /// assert_eq!(secrets.value("TOKEN").unwrap(), b"t");
    /// ```
    pub fn value(&self, key: &str) -> Option<Vec<u8>> {
        self.shared.values.borrow().get(key).cloned()
    }

    fn set(&self, key: &str, value: &[u8]) {
        let mut values = self.shared.values.borrow_mut();
        values.insert(key.to_owned(), value.to_owned());
    }

    fn refuse(self, key: &str, why: SecretRefusal) -> Self {
        let mut refused = self.shared.refused.borrow_mut();
        refused.insert(key.to_owned(), why);
        drop(refused);
        self
    }

    fn check(&self, key: &str) -> Result<(), SecretRefusal> {
        if key.is_empty() {
            return Err(SecretRefusal::InvalidKey);
        }
        let refused = self.shared.refused.borrow();
        refused.get(key).map_or(Ok(()), |why| Err(*why))
    }

    fn read<'a>(&self, call: &'a Call, key: &str) -> Result<Option<&'a [u8]>, SecretRefusal> {
        self.check(key)?;
        let values = self.shared.values.borrow();
        let value = values.get(key);
        Ok(value.map(|value| call.list(value.iter().copied())))
    }
}

#[cfg(feature = "secrets-store-v1-1")]
impl MemorySecrets {
    fn write(&self, key: &str, value: &[u8]) -> Result<(), SecretRefusal> {
        self.check(key)?;
        if !self.shared.writable.get() {
            return Err(SecretRefusal::Denied);
        }
        self.set(key, value);
        Ok(())
    }

    /// Stores a secret. The interface has no place for a failure: a host ends the component.
    ///
    /// # Panics
    ///
    /// The component may not store it, for the reason that a host would give.
    fn store(&self, key: &str, value: &[u8]) {
        let why = match self.write(key, value) {
            Ok(()) => return,
            Err(SecretRefusal::NotFound) => "no such secret",
            Err(SecretRefusal::Denied) => "the secret may not be read",
            Err(SecretRefusal::InvalidKey) => "not a valid key of a secret",
            Err(SecretRefusal::Internal) => "the store of secrets failed",
        };
        panic!(
            "MemorySecrets: a host would end the component, which stores `{key}`: a secret was \
             not stored: {why} (`writable` allows it)"
        );
    }
}

impl fmt::Debug for MemorySecrets {
    /// The keys only, as of every store of secrets.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let values = self.shared.values.borrow();
        f.debug_set().entries(values.keys()).finish()
    }
}

/// The function that both versions have.
macro_rules! host {
    ($module:path { $($more:item)* }) => {
        const _: () = {
            use $module::{Host, SecretsError};

            impl From<SecretRefusal> for SecretsError {
                fn from(refusal: SecretRefusal) -> Self {
                    match refusal {
                        SecretRefusal::NotFound => Self::NotFound,
                        SecretRefusal::Denied => Self::Denied,
                        SecretRefusal::InvalidKey => Self::InvalidKey,
                        SecretRefusal::Internal => Self::Internal,
                    }
                }
            }

            impl Host for MemorySecrets {
                fn get<'a>(
                    &self,
                    call: &'a Call,
                    key: &str,
                ) -> Result<Option<&'a [u8]>, SecretsError> {
                    Ok(self.read(call, key)?)
                }

                $($more)*
            }
        };
    };
}

#[cfg(feature = "secrets-store-v1")]
host! { crate::secrets_store::v1_0 {} }

#[cfg(feature = "secrets-store-v1-1")]
host! {
    crate::secrets_store::v1_1 {
        fn put(&self, _: &Call, key: &str, value: &[u8]) {
            self.store(key, value);
        }
    }
}
