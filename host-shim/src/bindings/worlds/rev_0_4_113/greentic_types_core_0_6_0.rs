//! Types that the 0.6 packages for components and operators share.
//! These are the shapes of revision 0.4.113.
//!
//! Generated from the WIT package `greentic:types-core@0.6.0`. Do not edit.

/// Names, tenants, failures and capabilities. Types only: there is nothing to
/// implement.
///
/// WIT: `greentic:types-core/core@0.6.0`.
pub mod core {
    #[allow(unused_imports, reason = "not every interface needs all")]
    use crate::runtime::prelude::*;

    /// The name of the interface, as components have it.
    pub const NAME: &str = "greentic:types-core/core@0.6.0";

    /// Name of an environment, `prod` say.
    pub type EnvId = String;

    /// Name of a tenant.
    pub type TenantId = String;

    /// Name of a team within a tenant.
    pub type TeamId = String;

    /// Name of a user within a tenant.
    pub type UserId = String;

    /// Name of a flow.
    pub type FlowId = String;

    /// Name of a step of a flow.
    pub type StepId = String;

    /// Name of a component.
    pub type ComponentId = String;

    /// Identifies a trace in telemetry.
    pub type TraceId = String;

    /// Ties calls together that belong to one request.
    pub type CorrelationId = String;

    /// On whose behalf a call is made, and which trace it is part of.
    #[derive(Clone, Debug, PartialEq, ComponentType, Lift, Lower)]
    #[component(record)]
    pub struct TenantCtx {
        /// The tenant.
        #[component(name = "tenant-id")]
        pub tenant_id: TenantId,
        /// The team; `none` where it does not matter.
        #[component(name = "team-id")]
        pub team_id: Option<TeamId>,
        /// The user; `none` where nobody is behind the call.
        #[component(name = "user-id")]
        pub user_id: Option<UserId>,
        /// The environment.
        #[component(name = "env-id")]
        pub env_id: EnvId,
        /// The trace.
        #[component(name = "trace-id")]
        pub trace_id: TraceId,
        /// The request that the call belongs to.
        #[component(name = "correlation-id")]
        pub correlation_id: CorrelationId,
        /// When the answer is no longer wanted, in milliseconds since
        /// 1970-01-01 UTC.
        #[component(name = "deadline-ms")]
        pub deadline_ms: u64,
        /// How often this call was tried before; 0 the first time.
        pub attempt: u32,
        /// Calls with the same key have the effect of one. `none` for no such
        /// key.
        #[component(name = "idempotency-key")]
        pub idempotency_key: Option<String>,
        /// Locale that texts for people should be in, as a BCP 47 tag.
        #[component(name = "i18n-id")]
        pub i18n_id: String,
    }

    payload! { record TenantCtx { tenant_id, team_id, user_id, env_id, trace_id, correlation_id, deadline_ms, attempt, idempotency_key, i18n_id } until deadline_ms of tenant_id in env_id }

    /// A failure that a host reports.
    #[derive(Clone, Debug, PartialEq, ComponentType, Lift, Lower)]
    #[component(record)]
    pub struct HostError {
        /// A short word that programs can match on.
        pub code: String,
        /// A sentence for people.
        pub message: String,
    }

    payload! { record HostError { code, message } }

    /// Why an operation failed, and whether trying again may help.
    #[derive(Clone, Debug, PartialEq, ComponentType, Lift, Lower)]
    #[component(record)]
    pub struct NodeError {
        /// A short word that programs can match on.
        pub code: String,
        /// A sentence for people.
        pub message: String,
        /// Whether the same call can succeed later.
        pub retryable: bool,
        /// How many milliseconds to wait before trying again; `none` for no
        /// advice.
        #[component(name = "backoff-ms")]
        pub backoff_ms: Option<u64>,
        /// More about the failure, as CBOR.
        pub details: Option<Vec<u8>>,
    }

    payload! { record NodeError { code, message, retryable, backoff_ms, details } }

    /// Name of a capability.
    pub type CapabilityId = String;

    /// Something that a component can do or a host can grant.
    #[derive(Clone, Debug, PartialEq, ComponentType, Lift, Lower)]
    #[component(record)]
    pub struct Capability {
        /// Its name.
        pub id: CapabilityId,
        /// What it is, for people.
        pub description: Option<String>,
    }

    payload! { record Capability { id, description } }

    /// A capability that somebody needs.
    #[derive(Clone, Debug, PartialEq, ComponentType, Lift, Lower)]
    #[component(record)]
    pub struct CapabilityRequirement {
        /// Which one.
        pub capability: CapabilityId,
        /// Whether things also work without it.
        pub optional: bool,
    }

    payload! { record CapabilityRequirement { capability, optional } }
}
