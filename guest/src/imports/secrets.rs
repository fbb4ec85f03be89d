//! Secrets as text, and failures that name the key.
//!
//! ```
//! # #[cfg(feature = "secrets-store-v1")]
//! # #[cfg(feature = "component-v0-5")] {
//! use greentic_guest::prelude::*;
//! use greentic_guest::{component::v0_5::node::NodeError, secrets_store::v1_0::Host};
//!
//! fn sign_in<'a>(call: &'a Call, secrets: &impl Host) -> Result<&'a str, NodeError<'a>> {
//!     let user = secrets.optional(call, "USER")?.unwrap_or("guest");
//!     let token = secrets.required(call, "TOKEN")?;
//!     Ok(call.concat(&[user, ":", token]))
//! }
//! # use greentic_guest::testing::MemorySecrets;
//! # let (call, secrets) = (Call::new(), MemorySecrets::new().with("TOKEN", "sesame"));
//! # assert_eq!(sign_in(&call, &secrets), Ok("guest:sesame"));
//! # let error = sign_in(&call, &MemorySecrets::new()).unwrap_err();
//! # assert_eq!(error.code, "secret-not-found");
//! # assert_eq!(error.message, "TOKEN: there is no such secret");
//! # }
//! ```
//!
//! Hosts say in two ways that there is no such secret, with `none` and with `not-found`. Both
//! are `None` here, and `secret-not-found` for a secret that is required. A secret that is not
//! UTF-8 is a failure with the code `not-text`.

/// The trait of values, the same for each version.
macro_rules! values {
    ($(#[$doc:meta])* $module:path) => {
        use $module::{Host, SecretsError};

        use crate::abi::from_utf8;
        use crate::{Call, Context as _, InContext, NotText};

        $(#[$doc])*
        pub trait SecretValues: Host {
            /// Returns the bytes of a secret; `None` where there is no such secret.
            ///
            /// # Errors
            ///
            /// The component may not read the secret, the key is not one, or the store fails.
            fn optional_bytes<'a>(
                &self,
                call: &'a Call,
                key: &str,
            ) -> Result<Option<&'a [u8]>, InContext<'a>> {
                match self.get(call, key) {
                    Err(SecretsError::NotFound) => Ok(None),
                    answer => answer.context(call, key),
                }
            }

            /// Returns the bytes of a secret.
            ///
            /// # Errors
            ///
            /// As of [`optional_bytes`](Self::optional_bytes), and where there is no such
            /// secret.
            fn required_bytes<'a>(
                &self,
                call: &'a Call,
                key: &str,
            ) -> Result<&'a [u8], InContext<'a>> {
                let answer = self.get(call, key);
                let found = answer.and_then(|bytes| bytes.ok_or(SecretsError::NotFound));
                found.context(call, key)
            }

            /// Returns the text of a secret; `None` where there is no such secret.
            ///
            /// # Errors
            ///
            /// As of [`optional_bytes`](Self::optional_bytes), and `not-text` where it is not
            /// UTF-8.
            fn optional<'a>(
                &self,
                call: &'a Call,
                key: &str,
            ) -> Result<Option<&'a str>, InContext<'a>> {
                match self.optional_bytes(call, key)? {
                    Some(bytes) => from_utf8(bytes).ok_or(NotText).context(call, key).map(Some),
                    None => Ok(None),
                }
            }

            /// Returns the text of a secret.
            ///
            /// # Errors
            ///
            /// As of [`required_bytes`](Self::required_bytes), and `not-text` where it is not
            /// UTF-8.
            fn required<'a>(&self, call: &'a Call, key: &str) -> Result<&'a str, InContext<'a>> {
                let bytes = self.required_bytes(call, key)?;
                from_utf8(bytes).ok_or(NotText).context(call, key)
            }
        }

        impl<H: Host + ?Sized> SecretValues for H {}
    };
}

/// Secrets of `secrets-store@1.0.0`.
#[cfg(feature = "secrets-store-v1")]
pub mod v1_0 {
    values! {
        /// Reads secrets, on everything that is a `greentic:secrets-store/secrets-store@1.0.0`.
        crate::secrets_store::v1_0
    }
}

/// Secrets of `secrets-store@1.1.0`.
#[cfg(feature = "secrets-store-v1-1")]
pub mod v1_1 {
    values! {
        /// Reads secrets, on everything that is a `greentic:secrets-store/secrets-store@1.1.0`.
        crate::secrets_store::v1_1
    }
}
