//! Decisions by policy: may this go ahead or not?
//!
//! Generated from the WIT package `greentic:policy@1.0.0`. Do not edit.

/// Implemented by a component that stands before a policy engine, and called
/// by the host.
///
/// WIT: `greentic:policy/policy-api@1.0.0`.
pub mod policy_api {
    #[allow(unused_imports, reason = "not every interface needs all")]
    use crate::runtime::prelude::*;

    /// The name of the interface, as components have it.
    pub const NAME: &str = "greentic:policy/policy-api@1.0.0";

    pub use super::super::greentic_interfaces_types_0_1_0::types::TenantCtx;

    pub use super::super::greentic_interfaces_types_0_1_0::types::HostError;

    /// The policy to decide by.
    #[derive(Clone, Debug, PartialEq, ComponentType, Lift, Lower)]
    #[component(record)]
    pub struct PolicyRef {
        /// Identifies the policy.
        pub id: String,
        /// Version of the policy; `none` for the one that is in force.
        pub version: Option<String>,
        /// Where its text is; `none` where the engine finds it by the id.
        pub uri: Option<String>,
        /// Settings that are particular to the engine, as JSON.
        pub extra: Option<String>,
    }

    payload! { record PolicyRef { id, version, uri, extra } }

    /// The facts to decide on.
    #[derive(Clone, Debug, PartialEq, ComponentType, Lift, Lower)]
    #[component(record)]
    pub struct PolicyInputRef {
        /// Identifies the facts.
        pub id: String,
        /// Where they are; `none` where the engine finds them by the id.
        pub uri: Option<String>,
        /// What they are, for engines that take several kinds: `sbom`, say.
        pub kind: Option<String>,
        /// Settings that are particular to the engine, as JSON.
        pub extra: Option<String>,
    }

    payload! { record PolicyInputRef { id, uri, kind, extra } }

    /// What the policy says.
    #[derive(Clone, Debug, PartialEq, Eq, Copy, ComponentType, Lift, Lower)]
    #[component(enum)]
    #[repr(u8)]
    pub enum PolicyStatus {
        /// It may go ahead.
        #[component(name = "allow")]
        Allow,
        /// It may not.
        #[component(name = "deny")]
        Deny,
    }

    payload! { enum PolicyStatus }

    /// A decision and what led to it.
    #[derive(Clone, Debug, PartialEq, ComponentType, Lift, Lower)]
    #[component(record)]
    pub struct PolicyDecision {
        /// The decision.
        pub status: PolicyStatus,
        /// Sentences for people, most of use where the answer is no. May be
        /// empty.
        pub reasons: Vec<String>,
        /// What else the engine says, as JSON.
        pub extra: Option<String>,
    }

    payload! { record PolicyDecision { status, reasons, extra } }

    guest! {
        /// Decides by `policy` on `input`. A refusal is an answer, not an error.
        /// Fails with a `host-error` where no decision could be made: the policy
        /// or the facts are missing, or the engine cannot be reached. Callers
        /// must not take that for an `allow`.
        "evaluate" evaluate evaluate_async call_evaluate call_evaluate_async(
            ctx: &TenantCtx,
            policy: &PolicyRef,
            input: &PolicyInputRef,
        ) -> (Result<PolicyDecision, HostError>);
    }
}
