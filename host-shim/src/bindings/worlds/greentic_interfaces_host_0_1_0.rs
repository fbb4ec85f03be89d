//! What a host offers to the components of `greentic:interfaces-pack`.
//!
//! Generated from the WIT package `greentic:interfaces-host@0.1.0`. Do not edit.

/// Telemetry, state and sessions. The host implements it, the component calls
/// it.
///
/// WIT: `greentic:interfaces-host/imports@0.1.0`.
pub mod imports {
    #[allow(unused_imports, reason = "not every interface needs all")]
    use crate::runtime::prelude::*;

    /// The name of the interface, as components have it.
    pub const NAME: &str = "greentic:interfaces-host/imports@0.1.0";

    pub use super::super::greentic_interfaces_types_0_1_0::types::SpanContext;

    pub use super::super::greentic_interfaces_types_0_1_0::types::StateKey;

    pub use super::super::greentic_interfaces_types_0_1_0::types::SessionCursor;

    pub use super::super::greentic_interfaces_types_0_1_0::types::TenantCtx;

    pub use super::super::greentic_interfaces_types_0_1_0::types::HostError;

    /// The answer to a change that was made.
    #[derive(Clone, Debug, PartialEq, Eq, Copy, ComponentType, Lift, Lower)]
    #[component(enum)]
    #[repr(u8)]
    pub enum OpAck {
        /// It was made.
        #[component(name = "ok")]
        Ok,
    }

    payload! { enum OpAck }

    host! {
        /// Records a piece of work for telemetry, with pairs of name and value
        /// that say more about it. Cannot report a failure.
        "telemetry-emit" telemetry_emit(span: SpanContext, fields: Vec<(String,String,)>) -> ();
        /// The text under `key` in the state store. `ctx` is the tenant whose
        /// state it is; `none` leaves that to the host.
        ///
        /// The error tells why it cannot be read: there is none, the tenant may
        /// not read it, or the store failed.
        "state-get" state_get(key: StateKey, ctx: Option<TenantCtx>) -> (Result<String, HostError>);
        /// Puts the text `value` under `key` in the state store, in place of the
        /// one before. `ctx` is the tenant whose state it is; `none` leaves that
        /// to the host.
        ///
        /// The error tells why it was not stored: the tenant may not do this, or
        /// the store failed.
        "state-set" state_set(
            key: StateKey,
            value: String,
            ctx: Option<TenantCtx>,
        ) -> (Result<OpAck, HostError>);
        /// Sets where the session stands in its flow. `ctx` tells the tenant and
        /// the session; `none` leaves both to the host. The text of the answer is
        /// the host's to choose.
        ///
        /// The error tells why nothing was changed: there is no such session, the
        /// tenant may not do this, or the host failed.
        "session-update" session_update(
            cursor: SessionCursor,
            ctx: Option<TenantCtx>,
        ) -> (Result<String, HostError>);
    }
}
