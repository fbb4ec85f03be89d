//! Desired states of environments: what is to be deployed where.
//!
//! An experiment that today's flows do not use.
//!
//! Generated from the WIT package `greentic:distribution@1.0.0`. Do not edit.

/// Takes desired states and gives them back. The component implements it, the
/// host calls it.
///
/// WIT: `greentic:distribution/distribution-api@1.0.0`.
pub mod distribution_api {
    #[allow(unused_imports, reason = "not every interface needs all")]
    use crate::runtime::prelude::*;

    /// The name of the interface, as components have it.
    pub const NAME: &str = "greentic:distribution/distribution-api@1.0.0";

    pub use super::super::greentic_interfaces_types_0_1_0::types::TenantCtx;

    pub use super::super::greentic_interfaces_types_0_1_0::types::HostError;

    /// A pair of name and value.
    #[derive(Clone, Debug, PartialEq, ComponentType, Lift, Lower)]
    #[component(record)]
    pub struct MetadataEntry {
        /// The name.
        pub key: String,
        /// The value, as text.
        pub value: String,
    }

    payload! { record MetadataEntry { key, value } }

    /// An environment that packs are deployed to.
    #[derive(Clone, Debug, PartialEq, ComponentType, Lift, Lower)]
    #[component(record)]
    pub struct EnvironmentRef {
        /// Identifies the environment.
        pub id: String,
        /// Another name for it, for people. `none` where it has no other.
        pub alias: Option<String>,
        /// The distributor that serves the environment. `none` where that is
        /// left open.
        #[component(name = "distributor-ref")]
        pub distributor_ref: Option<String>,
        /// How the environment is connected to the distributor, by a word that
        /// both know. `none` where that is left open.
        #[component(name = "connection-kind")]
        pub connection_kind: Option<String>,
        /// Pairs to find and group environments by.
        pub labels: Vec<MetadataEntry>,
    }

    payload! { record EnvironmentRef { id, alias, distributor_ref, connection_kind, labels } }

    /// Names a desired state that was submitted.
    pub type DesiredStateRef = String;

    /// Tells versions of one desired state apart.
    pub type DesiredStateVersion = String;

    /// A desired state as it is kept.
    #[derive(Clone, Debug, PartialEq, ComponentType, Lift, Lower)]
    #[component(record)]
    pub struct DesiredState {
        /// Names the state.
        #[component(name = "ref")]
        pub r#ref: DesiredStateRef,
        /// The environment that it is for.
        pub environment: EnvironmentRef,
        /// The version that this is.
        pub version: DesiredStateVersion,
        /// What is to be deployed, as JSON.
        #[component(name = "payload-json")]
        pub payload_json: String,
        /// The pairs that came with the submission.
        pub metadata: Vec<MetadataEntry>,
    }

    payload! { record DesiredState { r#ref, environment, version, payload_json, metadata } }

    guest! {
        /// Submits what is to be deployed to `environment` of `tenant`, as JSON,
        /// with pairs that say more about it. Answers with the name to ask for it
        /// by.
        ///
        /// The error tells why it was not taken: the payload makes no sense, the
        /// environment is unknown, or the tenant may not do this.
        "submit-desired-state" submit_desired_state submit_desired_state_async call_submit_desired_state call_submit_desired_state_async(
            tenant: &TenantCtx,
            environment: &EnvironmentRef,
            payload_json: &str,
            metadata: &[MetadataEntry],
        ) -> (Result<DesiredStateRef, HostError>);
        /// The desired state with the name `state`, one that
        /// `submit-desired-state` gave.
        ///
        /// The error tells why it cannot be had: there is no such state, or the
        /// tenant may not read it.
        "get-desired-state" get_desired_state get_desired_state_async call_get_desired_state call_get_desired_state_async(
            tenant: &TenantCtx,
            state: &str,
        ) -> (Result<DesiredState, HostError>);
    }
}
