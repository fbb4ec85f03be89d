//! Components behind one function: a request with the tenant goes in, an
//! outcome comes out.
//!
//! Generated from the WIT package `greentic:component-v1@0.1.0`. Do not edit.

/// Calls operations of components. The component implements it, the host calls
/// it.
///
/// WIT: `greentic:component-v1/component-api@0.1.0`.
pub mod component_api {
    #[allow(unused_imports, reason = "not every interface needs all")]
    use crate::runtime::prelude::*;

    /// The name of the interface, as components have it.
    pub const NAME: &str = "greentic:component-v1/component-api@0.1.0";

    pub use super::super::greentic_common_types_0_1_0::types::ComponentOutcome;

    pub use super::super::greentic_interfaces_types_0_1_0::types::TenantCtx;

    /// What to do, on what input and for whom.
    #[derive(Clone, Debug, PartialEq, ComponentType, Lift, Lower)]
    #[component(record)]
    pub struct ComponentInvokeRequest {
        /// The tenant, its environment and the trace that the call is part of.
        pub tenant: TenantCtx,
        /// The component that is meant.
        #[component(name = "component-id")]
        pub component_id: String,
        /// The operation to run. `none` is the one that the component has for
        /// callers that name none.
        pub operation: Option<String>,
        /// The input, as JSON.
        #[component(name = "input-json")]
        pub input_json: String,
    }

    payload! { record ComponentInvokeRequest { tenant, component_id, operation, input_json } }

    guest! {
        /// Does what `req` asks for. The outcome's status is `pending` where the
        /// work waits for something.
        ///
        /// A failure is an outcome too: with the status `error` and a code, for an
        /// unknown component or operation and for bad input as well.
        "invoke" invoke invoke_async call_invoke call_invoke_async(
            req: &ComponentInvokeRequest,
        ) -> (ComponentOutcome);
    }
}
