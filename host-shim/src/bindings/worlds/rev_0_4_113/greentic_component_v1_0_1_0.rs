//! Components that are called with one request that says all: the tenant, the
//! component, the operation and the input.
//! These are the shapes of revision 0.4.113, which hosts of that revision and
//! later speak.
//!
//! Generated from the WIT package `greentic:component-v1@0.1.0`. Do not edit.

/// Calls of components. The guest implements this interface, the host calls
/// it.
///
/// WIT: `greentic:component-v1/component-api@0.1.0`.
pub mod component_api {
    #[allow(unused_imports, reason = "not every interface needs all")]
    use crate::runtime::prelude::*;

    /// The name of the interface, as components have it.
    pub const NAME: &str = "greentic:component-v1/component-api@0.1.0";

    pub use super::super::greentic_common_types_0_1_0::types::TenantCtx;

    pub use super::super::greentic_common_types_0_1_0::types::ComponentOutcome;

    /// A call of a component.
    #[derive(Clone, Debug, PartialEq, ComponentType, Lift, Lower)]
    #[component(record)]
    pub struct ComponentInvokeRequest {
        /// On whose behalf, and where in a flow.
        pub tenant: TenantCtx,
        /// Which component is meant.
        #[component(name = "component-id")]
        pub component_id: String,
        /// What it is to do; `none` where it does only one thing, or for what
        /// it does unless told otherwise.
        pub operation: Option<String>,
        /// The input, as JSON.
        #[component(name = "input-json")]
        pub input_json: String,
    }

    payload! { record ComponentInvokeRequest { tenant, component_id, operation, input_json } }

    guest! {
        /// Runs the operation and answers when it has ended. A failure is an
        /// outcome with the status `error`.
        "invoke" invoke invoke_async call_invoke call_invoke_async(
            req: &ComponentInvokeRequest,
        ) -> (ComponentOutcome);
    }
}
