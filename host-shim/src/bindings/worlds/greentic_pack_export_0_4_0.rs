//! Packs as components, generation 0.4: one interface each to ask, to run and
//! to search.
//!
//! Generated from the WIT package `greentic:pack-export@0.4.0`. Do not edit.

/// Tells what is in a pack. Implemented by the pack and called by the host.
///
/// WIT: `greentic:pack-export/pack-queries@0.4.0`.
pub mod pack_queries {
    #[allow(unused_imports, reason = "not every interface needs all")]
    use crate::runtime::prelude::*;

    /// The name of the interface, as components have it.
    pub const NAME: &str = "greentic:pack-export/pack-queries@0.4.0";

    pub use super::super::greentic_types_core_0_4_0::types::FlowId;

    pub use super::super::greentic_types_core_0_4_0::types::FlowInfo;

    pub use super::super::greentic_types_core_0_4_0::types::SchemaDoc;

    pub use super::super::greentic_types_core_0_4_0::types::IfaceError;

    pub use super::super::greentic_interfaces_types_0_1_0::types::TenantCtx;

    pub use super::super::greentic_interfaces_types_0_1_0::types::TenantId;

    pub use super::super::greentic_interfaces_types_0_1_0::types::TeamId;

    pub use super::super::greentic_interfaces_types_0_1_0::types::UserId;

    guest! {
        /// The flows in the pack, private ones included. Fails with
        /// `unavailable` or `internal` where the pack cannot tell.
        "list-flows" list_flows list_flows_async call_list_flows call_list_flows_async(
        ) -> (Result<Vec<FlowInfo>, IfaceError>);
        /// What the flow takes and gives. Fails with `not-found` where the pack
        /// has no such flow.
        "get-flow-schema" get_flow_schema get_flow_schema_async call_get_flow_schema call_get_flow_schema_async(
            flow: &str,
        ) -> (Result<SchemaDoc, IfaceError>);
        /// What else the pack says about the flow, as JSON. Fails with
        /// `not-found` where the pack has no such flow.
        "flow-metadata" flow_metadata flow_metadata_async call_flow_metadata call_flow_metadata_async(
            flow: &str,
        ) -> (Result<String, IfaceError>);
    }
}

/// Runs the flows of a pack. Implemented by the pack and called by the host.
///
/// WIT: `greentic:pack-export/pack-exec@0.4.0`.
pub mod pack_exec {
    #[allow(unused_imports, reason = "not every interface needs all")]
    use crate::runtime::prelude::*;

    /// The name of the interface, as components have it.
    pub const NAME: &str = "greentic:pack-export/pack-exec@0.4.0";

    pub use super::super::greentic_types_core_0_4_0::types::FlowId;

    pub use super::super::greentic_types_core_0_4_0::types::RunOpts;

    pub use super::super::greentic_types_core_0_4_0::types::RunResult;

    pub use super::super::greentic_types_core_0_4_0::types::IfaceError;

    guest! {
        /// Runs the flow with `input-json`, JSON that its input schema
        /// describes, and answers when it has ended. Without `opts` the pack
        /// chooses the conditions.
        ///
        /// A run that began and failed is a `run-result` with `error`. An
        /// `iface-error` says that it did not begin: `not-found` where the pack
        /// has no such flow, `invalid-arg` for an input that it does not take,
        /// `denied` where the caller may not run it.
        "run-flow" run_flow run_flow_async call_run_flow call_run_flow_async(
            flow: &str,
            input_json: &str,
            opts: Option<&RunOpts>,
        ) -> (Result<RunResult, IfaceError>);
        /// Lets the pack do ahead of time what makes a later run quicker.
        /// `hints-json`, JSON, says what is to be expected; `none` where the
        /// caller knows nothing. The answer is JSON about the preparation. Fails
        /// with `not-found` where the pack has no such flow and with
        /// `invalid-arg` for hints that are not JSON.
        "prepare-flow" prepare_flow prepare_flow_async call_prepare_flow call_prepare_flow_async(
            flow: &str,
            hints_json: Option<&str>,
        ) -> (Result<String, IfaceError>);
    }
}

/// Finds flows for requests of other agents. Implemented by the pack and
/// called by the host.
///
/// WIT: `greentic:pack-export/pack-a2a@0.4.0`.
pub mod pack_a2a {
    #[allow(unused_imports, reason = "not every interface needs all")]
    use crate::runtime::prelude::*;

    /// The name of the interface, as components have it.
    pub const NAME: &str = "greentic:pack-export/pack-a2a@0.4.0";

    pub use super::super::greentic_types_core_0_4_0::types::A2aCandidate;

    pub use super::super::greentic_types_core_0_4_0::types::IfaceError;

    guest! {
        /// The flows that fit a request best, at most `k` of them, the best one
        /// first. `query-embedding` is the request as a vector that the embedding
        /// model `model` made. Fails with `invalid-arg` for a vector of the wrong
        /// length and with `not-found` for a model that the pack has no vectors
        /// of.
        "a2a-search" a2a_search a2a_search_async call_a2a_search call_a2a_search_async(
            model: &str,
            query_embedding: &[f32],
            k: u32,
        ) -> (Result<Vec<A2aCandidate>, IfaceError>);
    }
}
