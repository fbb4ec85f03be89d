//! Components of packs that use a host's telemetry, state and sessions.
//!
//! Generated from the WIT package `greentic:interfaces-pack@0.1.0`. Do not edit.

/// Describes a component and runs it. The component implements it, the host
/// calls it.
///
/// WIT: `greentic:interfaces-pack/component-api@0.1.0`.
pub mod component_api {
    #[allow(unused_imports, reason = "not every interface needs all")]
    use crate::runtime::prelude::*;

    /// The name of the interface, as components have it.
    pub const NAME: &str = "greentic:interfaces-pack/component-api@0.1.0";

    pub use super::super::greentic_interfaces_provider_0_1_0::provider::ProviderMeta;

    pub use super::super::greentic_interfaces_types_0_1_0::types::TenantCtx;

    pub use super::super::greentic_interfaces_types_0_1_0::types::Outcome;

    guest! {
        /// What the component is and what it has to reach. Cannot report a
        /// failure.
        "meta" meta meta_async call_meta call_meta_async() -> (ProviderMeta);
        /// Runs the component on `input`, text that is JSON as a rule, for
        /// `tenant`.
        ///
        /// A failure is an outcome too: `error`, with `invalid-input` for input
        /// that makes no sense. Where the component waits for something the
        /// outcome is `pending`.
        "invoke" invoke invoke_async call_invoke call_invoke_async(
            input: &str,
            tenant: &TenantCtx,
        ) -> (Outcome);
    }
}
