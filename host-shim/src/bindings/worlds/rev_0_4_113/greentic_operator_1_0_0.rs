//! Hooks: components that an operator asks before and after each operation
//! whether it may go on.
//! These are the shapes of revision 0.4.113.
//!
//! Generated from the WIT package `greentic:operator@1.0.0`. Do not edit.

/// Judges operations. The hook implements this interface, the operator, which
/// is the host, calls it.
///
/// WIT: `greentic:operator/hook-api@1.0.0`.
pub mod hook_api {
    #[allow(unused_imports, reason = "not every interface needs all")]
    use crate::runtime::prelude::*;

    /// The name of the interface, as components have it.
    pub const NAME: &str = "greentic:operator/hook-api@1.0.0";

    pub use super::super::greentic_types_core_0_6_0::core::TenantCtx;

    /// When a hook is asked.
    #[derive(Clone, Debug, PartialEq, Eq, Copy, ComponentType, Lift, Lower)]
    #[component(enum)]
    #[repr(u8)]
    pub enum HookStage {
        /// Before the operation runs.
        #[component(name = "pre")]
        Pre,
        /// After it has run.
        #[component(name = "post")]
        Post,
    }

    payload! { enum HookStage }

    /// What has become of an operation.
    #[derive(Clone, Debug, PartialEq, Eq, Copy, ComponentType, Lift, Lower)]
    #[component(enum)]
    #[repr(u8)]
    pub enum OperationStatus {
        /// It has not run yet.
        #[component(name = "pending")]
        Pending,
        /// A hook refused it.
        #[component(name = "denied")]
        Denied,
        /// It ran and succeeded.
        #[component(name = "ok")]
        Ok,
        /// It ran and failed.
        #[component(name = "err")]
        Err,
    }

    payload! { enum OperationStatus }

    /// An operation on its way through the hooks.
    #[derive(Clone, Debug, PartialEq, ComponentType, Lift, Lower)]
    #[component(record)]
    pub struct OperationEnvelope {
        /// Identifies this one run of the operation.
        #[component(name = "op-id")]
        pub op_id: String,
        /// Name of the operation.
        #[component(name = "op-name")]
        pub op_name: String,
        /// On whose behalf it runs.
        pub ctx: TenantCtx,
        /// The input, as CBOR.
        #[component(name = "payload-cbor")]
        pub payload_cbor: Vec<u8>,
        /// What is known besides the input, as CBOR.
        #[component(name = "meta-cbor")]
        pub meta_cbor: Option<Vec<u8>>,
        /// What has become of it so far.
        pub status: OperationStatus,
        /// The result, as CBOR; `none` before it has run.
        #[component(name = "result-cbor")]
        pub result_cbor: Option<Vec<u8>>,
    }

    payload! { record OperationEnvelope { op_id, op_name, ctx, payload_cbor, meta_cbor, status, result_cbor } }

    /// A refusal.
    #[derive(Clone, Debug, PartialEq, ComponentType, Lift, Lower)]
    #[component(record)]
    pub struct HookDeny {
        /// The operation as the hook leaves it.
        pub envelope: OperationEnvelope,
        /// Why it was refused, for people.
        pub reason: String,
    }

    payload! { record HookDeny { envelope, reason } }

    /// What a hook decides.
    #[derive(Clone, Debug, PartialEq, ComponentType, Lift, Lower)]
    #[component(variant)]
    pub enum HookDecision {
        /// The operation goes on, in this form.
        #[component(name = "continue")]
        Continue(OperationEnvelope),
        /// It does not.
        #[component(name = "deny")]
        Deny(HookDeny),
    }

    payload! { variant HookDecision { Continue(value), Deny(value) } }

    /// What a hook is asked.
    #[derive(Clone, Debug, PartialEq, ComponentType, Lift, Lower)]
    #[component(record)]
    pub struct HookRequest {
        /// When it is asked.
        pub stage: HookStage,
        /// Name of the operation, as in the envelope.
        #[component(name = "op-name")]
        pub op_name: String,
        /// The operation.
        pub envelope: OperationEnvelope,
    }

    payload! { record HookRequest { stage, op_name, envelope } }

    guest! {
        /// Decides whether the operation goes on. Cannot report failure: a hook
        /// that cannot tell has to choose one of the two.
        "evaluate" evaluate evaluate_async call_evaluate call_evaluate_async(
            request: &HookRequest,
        ) -> (HookDecision);
    }
}
