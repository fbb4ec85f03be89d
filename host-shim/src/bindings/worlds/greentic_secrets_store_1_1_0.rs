//! Secrets of the tenant, for components to read and to write.
//!
//! Generated from the WIT package `greentic:secrets-store@1.1.0`. Do not edit.

/// Reads and writes secrets by their key. Implemented by the host and called
/// by components. A host of this version can serve components of 1.0 too,
/// which only read.
///
/// WIT: `greentic:secrets-store/secrets-store@1.1.0`.
pub mod secrets_store {
    #[allow(unused_imports, reason = "not every interface needs all")]
    use crate::runtime::prelude::*;

    /// The name of the interface, as components have it.
    pub const NAME: &str = "greentic:secrets-store/secrets-store@1.1.0";

    /// Why a secret could not be read.
    #[derive(Clone, Debug, PartialEq, Eq, Copy, ComponentType, Lift, Lower)]
    #[component(enum)]
    #[repr(u8)]
    pub enum SecretsError {
        /// The store does not know the key.
        #[component(name = "not-found")]
        NotFound,
        /// The component may not read this secret.
        #[component(name = "denied")]
        Denied,
        /// The key is not one that the store accepts.
        #[component(name = "invalid-key")]
        InvalidKey,
        /// The store itself failed; trying again may help.
        #[component(name = "internal")]
        Internal,
    }

    payload! { enum SecretsError }

    host! {
        /// The bytes of the secret `key`, or `none` where there is no such secret.
        /// Some hosts report that as `not-found` instead; a component should take
        /// both alike.
        "get" get(key: String) -> (Result<Option<Vec<u8>>, SecretsError>);
        /// Stores `value` as the secret `key`, in place of one that is there.
        /// There is no result: where the component may not write this secret, the
        /// key is not accepted or the store fails, the host ends the component
        /// with a trap.
        "put" put(key: String, value: Vec<u8>) -> ();
    }
}
