//! State that outlives a call, kept apart for each tenant.
//!
//! Version 1.1 adds writing where nothing is there yet, and has an error of
//! its own.
//!
//! Generated from the WIT package `greentic:state@1.1.0`. Do not edit.

/// Values by their key. Implemented by the host and called by components.
///
/// Every function takes a tenant. With `none` it is the tenant of the call
/// that the component serves. Every function fails with a `host-error` where
/// the host has no store, the component may not use it, or the store fails.
///
/// WIT: `greentic:state/state-store@1.1.0`.
pub mod state_store {
    #[allow(unused_imports, reason = "not every interface needs all")]
    use crate::runtime::prelude::*;

    /// The name of the interface, as components have it.
    pub const NAME: &str = "greentic:state/state-store@1.1.0";

    pub use super::super::greentic_interfaces_types_0_1_0::types::StateKey;

    pub use super::super::greentic_interfaces_types_0_1_0::types::TenantCtx;

    /// Why the host did not do what it was asked for.
    #[derive(Clone, Debug, PartialEq, ComponentType, Lift, Lower)]
    #[component(record)]
    pub struct HostError {
        /// A short word that programs can match on.
        pub code: String,
        /// A sentence for people.
        pub message: String,
    }

    payload! { record HostError { code, message } }

    /// The answer to a change that has no other result.
    #[derive(Clone, Debug, PartialEq, Eq, Copy, ComponentType, Lift, Lower)]
    #[component(enum)]
    #[repr(u8)]
    pub enum OpAck {
        /// The store has taken the change.
        #[component(name = "ok")]
        Ok,
    }

    payload! { enum OpAck }

    host! {
        /// The value under `key`. A key that the store does not hold is a failure
        /// too; the error's `code` says so, `not_found` say.
        "read" read(key: StateKey, ctx: Option<TenantCtx>) -> (Result<Vec<u8>, HostError>);
        /// Stores `bytes` under `key`, in place of a value that is there. The
        /// bytes should be JSON: a host may store the JSON value that they hold,
        /// so that spaces and the order of fields can differ afterwards, and bytes
        /// that are not JSON need not come back as they were.
        "write" write(
            key: StateKey,
            bytes: Vec<u8>,
            ctx: Option<TenantCtx>,
        ) -> (Result<OpAck, HostError>);
        /// Removes the value under `key`. Whether a key that the store does not
        /// hold is a failure is up to the host.
        "delete" delete(key: StateKey, ctx: Option<TenantCtx>) -> (Result<OpAck, HostError>);
        /// Stores `bytes` under `key` if nothing is there, in one step: of all who
        /// try at once it is `true` for one, who has stored its bytes. `false`
        /// where a value is there, which stays as it is; one that has expired
        /// counts as not there. A store that cannot do it in one step fails, with
        /// the code `unsupported`.
        "write-if-absent" write_if_absent(
            key: StateKey,
            bytes: Vec<u8>,
            ctx: Option<TenantCtx>,
        ) -> (Result<bool, HostError>);
    }
}
