//! Types that the packages `component-v1` and `pack-export-v1` share.
//!
//! Generated from the WIT package `greentic:common-types@0.1.0`. Do not edit.

/// Kinds of flow, and how a component's work ended. Types only: nobody calls
/// anything here.
///
/// WIT: `greentic:common-types/types@0.1.0`.
pub mod types {
    #[allow(unused_imports, reason = "not every interface needs all")]
    use crate::runtime::prelude::*;

    /// The name of the interface, as components have it.
    pub const NAME: &str = "greentic:common-types/types@0.1.0";

    pub use super::super::greentic_interfaces_types_0_1_0::types::TenantCtx;

    /// What sets a flow going.
    #[derive(Clone, Debug, PartialEq, Eq, Copy, ComponentType, Lift, Lower)]
    #[component(enum)]
    #[repr(u8)]
    pub enum FlowKind {
        /// A message from a chat or another channel.
        #[component(name = "messaging")]
        Messaging,
        /// An event that something else has emitted.
        #[component(name = "event")]
        Event,
        /// Somebody who configures a component.
        #[component(name = "component-config")]
        ComponentConfig,
        /// A job that somebody starts or schedules.
        #[component(name = "job")]
        Job,
        /// An HTTP request.
        #[component(name = "http")]
        Http,
    }

    payload! { enum FlowKind }

    /// Whether a component's work has ended.
    #[derive(Clone, Debug, PartialEq, Eq, Copy, ComponentType, Lift, Lower)]
    #[component(enum)]
    #[repr(u8)]
    pub enum OutcomeStatus {
        /// It is done; the payload is the output.
        #[component(name = "done")]
        Done,
        /// It waits for something before it can go on.
        #[component(name = "pending")]
        Pending,
        /// It failed; the code tells why.
        #[component(name = "error")]
        Error,
    }

    payload! { enum OutcomeStatus }

    /// How a component's work ended, and what came out of it.
    #[derive(Clone, Debug, PartialEq, ComponentType, Lift, Lower)]
    #[component(record)]
    pub struct ComponentOutcome {
        /// Whether it has ended, and how.
        pub status: OutcomeStatus,
        /// A short word that programs can match on, after a failure above all.
        /// `none` where the status says enough.
        pub code: Option<String>,
        /// The output, or details of the wait or the failure, as JSON. A host
        /// rejects an outcome in which this is not valid JSON.
        #[component(name = "payload-json")]
        pub payload_json: String,
        /// Data about the work rather than its output, as JSON. `none` where
        /// there is none.
        #[component(name = "metadata-json")]
        pub metadata_json: Option<String>,
    }

    payload! { record ComponentOutcome { status, code, payload_json, metadata_json } }
}
