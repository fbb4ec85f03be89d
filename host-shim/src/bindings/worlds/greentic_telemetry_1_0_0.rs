//! Telemetry that components hand to their host.
//!
//! Generated from the WIT package `greentic:telemetry@1.0.0`. Do not edit.

/// Implemented by the host and called by components.
///
/// WIT: `greentic:telemetry/logger-api@1.0.0`.
pub mod logger_api {
    #[allow(unused_imports, reason = "not every interface needs all")]
    use crate::runtime::prelude::*;

    /// The name of the interface, as components have it.
    pub const NAME: &str = "greentic:telemetry/logger-api@1.0.0";

    pub use super::super::greentic_interfaces_types_0_1_0::types::TenantCtx;

    pub use super::super::greentic_interfaces_types_0_1_0::types::SpanContext;

    pub use super::super::greentic_interfaces_types_0_1_0::types::HostError;

    /// The answer to a call that has no other result.
    #[derive(Clone, Debug, PartialEq, Eq, Copy, ComponentType, Lift, Lower)]
    #[component(enum)]
    #[repr(u8)]
    pub enum OpAck {
        /// The host has taken the entry.
        #[component(name = "ok")]
        Ok,
    }

    payload! { enum OpAck }

    host! {
        /// Adds an entry to the telemetry of the work that `span` describes.
        /// `fields` are pairs of name and value, which must hold no secrets. `ctx`
        /// says on whose behalf; with `none` it is the tenant of the call that
        /// the component serves. Fails with a `host-error` where the host does
        /// not take the entry, which is seldom a reason for a component to fail
        /// as well.
        "log" log(
            span: SpanContext,
            fields: Vec<(String,String,)>,
            ctx: Option<TenantCtx>,
        ) -> (Result<OpAck, HostError>);
    }
}
