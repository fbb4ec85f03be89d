//! Types that the v1 packages for components and packs share.
//! These are the shapes of revision 0.4.113, which hosts of that revision and
//! later speak.
//!
//! Generated from the WIT package `greentic:common-types@0.1.0`. Do not edit.

/// Tenants, flows and outcomes. Types only: there is nothing to implement.
///
/// WIT: `greentic:common-types/types@0.1.0`.
pub mod types {
    #[allow(unused_imports, reason = "not every interface needs all")]
    use crate::runtime::prelude::*;

    /// The name of the interface, as components have it.
    pub const NAME: &str = "greentic:common-types/types@0.1.0";

    /// What sets a flow going.
    #[derive(Clone, Debug, PartialEq, Eq, Copy, ComponentType, Lift, Lower)]
    #[component(enum)]
    #[repr(u8)]
    pub enum FlowKind {
        /// A message of a conversation.
        #[component(name = "messaging")]
        Messaging,
        /// An event.
        #[component(name = "event")]
        Event,
        /// Somebody who sets up a component.
        #[component(name = "component-config")]
        ComponentConfig,
        /// A job that was scheduled or handed in.
        #[component(name = "job")]
        Job,
        /// An HTTP request.
        #[component(name = "http")]
        Http,
    }

    payload! { enum FlowKind }

    /// On whose behalf a call is made, and where in a flow.
    #[derive(Clone, Debug, PartialEq, ComponentType, Lift, Lower)]
    #[component(record)]
    pub struct TenantCtx {
        /// The environment, `prod` say.
        pub env: String,
        /// The tenant.
        #[component(name = "tenant-id")]
        pub tenant_id: String,
        /// The team within the tenant; `none` where it does not matter.
        #[component(name = "team-id")]
        pub team_id: Option<String>,
        /// The user within the tenant; `none` where nobody is behind the call.
        #[component(name = "user-id")]
        pub user_id: Option<String>,
        /// Locale that texts for people should be in, as a BCP 47 tag; `none`
        /// leaves it to the component.
        #[component(name = "i18n-id")]
        pub i18n_id: Option<String>,
        /// The session; `none` outside of one.
        #[component(name = "session-id")]
        pub session_id: Option<String>,
        /// The flow; `none` outside of one.
        #[component(name = "flow-id")]
        pub flow_id: Option<String>,
        /// The node of the flow; `none` outside of one.
        #[component(name = "node-id")]
        pub node_id: Option<String>,
    }

    payload! { record TenantCtx { env, tenant_id, team_id, user_id, i18n_id, session_id, flow_id, node_id } of tenant_id in env }

    /// How a step ended.
    #[derive(Clone, Debug, PartialEq, Eq, Copy, ComponentType, Lift, Lower)]
    #[component(enum)]
    #[repr(u8)]
    pub enum OutcomeStatus {
        /// It is done.
        #[component(name = "done")]
        Done,
        /// It waits for something.
        #[component(name = "pending")]
        Pending,
        /// It failed.
        #[component(name = "error")]
        Error,
    }

    payload! { enum OutcomeStatus }

    /// What a component made of a call.
    #[derive(Clone, Debug, PartialEq, ComponentType, Lift, Lower)]
    #[component(record)]
    pub struct ComponentOutcome {
        /// How the call ended.
        pub status: OutcomeStatus,
        /// A short word that programs can match on, mostly for failures;
        /// `none` where there is nothing to tell apart.
        pub code: Option<String>,
        /// The output, as JSON. Where the call failed, what is known of the
        /// failure.
        #[component(name = "payload-json")]
        pub payload_json: String,
        /// What is known besides, as JSON.
        #[component(name = "metadata-json")]
        pub metadata_json: Option<String>,
    }

    payload! { record ComponentOutcome { status, code, payload_json, metadata_json } }
}
