//! The plan of a deployment, and reports on its progress.
//!
//! Generated from the WIT package `greentic:deploy-plan@1.0.0`. Do not edit.

/// Lets a deployment flow read its plan and say how it gets on. The host or
/// deployer that made the plan provides it; components of a deployment pack
/// call it.
///
/// WIT: `greentic:deploy-plan/plan-api@1.0.0`.
pub mod plan_api {
    #[allow(unused_imports, reason = "not every interface needs all")]
    use crate::runtime::prelude::*;

    /// The name of the interface, as components have it.
    pub const NAME: &str = "greentic:deploy-plan/plan-api@1.0.0";

    guest! {
        /// The plan of the deployment that is being executed, as JSON. Cannot
        /// report a failure.
        "get-deployment-plan" get_deployment_plan get_deployment_plan_async call_get_deployment_plan call_get_deployment_plan_async(
        ) -> (String);
        /// Reports how the deployment gets on: one line of text for people, which
        /// the host may log or show. Cannot report a failure.
        "emit-status" emit_status emit_status_async call_emit_status call_emit_status_async(
            message: &str,
        ) -> ();
    }

    host! {
        /// The plan of the deployment that is being executed, as JSON. Cannot
        /// report a failure.
        "get-deployment-plan" get_deployment_plan() -> (String);
        /// Reports how the deployment gets on: one line of text for people, which
        /// the host may log or show. Cannot report a failure.
        "emit-status" emit_status(message: String) -> ();
    }
}
