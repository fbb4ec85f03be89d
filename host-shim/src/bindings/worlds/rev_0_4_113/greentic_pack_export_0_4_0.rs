//! Packs, as components: their flows, and how to run them.
//! These are the shapes of revision 0.4.113.
//!
//! The pack implements all three interfaces, the host calls them.
//!
//! Generated from the WIT package `greentic:pack-export@0.4.0`. Do not edit.

/// Which flows a pack has.
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

    guest! {
        /// All flows of the pack; none is an empty list. The error tells why they
        /// could not be listed, `unavailable` or `internal` as a rule.
        "list-flows" list_flows list_flows_async call_list_flows call_list_flows_async(
        ) -> (Result<Vec<FlowInfo>, IfaceError>);
        /// What the flow takes and gives. The error is `not-found` where the pack
        /// has no such flow.
        "get-flow-schema" get_flow_schema get_flow_schema_async call_get_flow_schema call_get_flow_schema_async(
            flow: &str,
        ) -> (Result<SchemaDoc, IfaceError>);
        /// What else is known of the flow, as JSON. The error is `not-found` where
        /// the pack has no such flow.
        "flow-metadata" flow_metadata flow_metadata_async call_flow_metadata call_flow_metadata_async(
            flow: &str,
        ) -> (Result<String, IfaceError>);
    }
}

/// Runs flows of a pack.
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
        /// Runs a flow on the input, which is JSON, and answers when the run has
        /// ended. `opts` is `none` where there are no conditions. The error is for
        /// a run that could not begin: `not-found` where the pack has no such
        /// flow, `invalid-arg` for input or conditions that do not fit, `denied`
        /// where the tenant may not run it. What went wrong on the way is in the
        /// result.
        "run-flow" run_flow run_flow_async call_run_flow call_run_flow_async(
            flow: &str,
            input_json: &str,
            opts: Option<&RunOpts>,
        ) -> (Result<RunResult, IfaceError>);
        /// Lets the pack make ready for runs of the flow. `hints-json` tells, as
        /// JSON, what to expect; `none` for nothing. The answer is what the pack
        /// has to say about it, as text. The error is `not-found` where the pack
        /// has no such flow, `invalid-arg` for hints that do not fit.
        "prepare-flow" prepare_flow prepare_flow_async call_prepare_flow call_prepare_flow_async(
            flow: &str,
            hints_json: Option<&str>,
        ) -> (Result<String, IfaceError>);
    }
}

/// Finds flows of a pack for other agents (agent to agent).
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
        /// The flows that come nearest to what another agent looks for, at most
        /// `k` of them. `model` names the embedding model, and `query-embedding`
        /// is what that model makes of the query. The error is `invalid-arg` for
        /// a model that the pack does not know or an embedding of the wrong
        /// length, `unavailable` where the pack cannot search.
        "a2a-search" a2a_search a2a_search_async call_a2a_search call_a2a_search_async(
            model: &str,
            query_embedding: &[f32],
            k: u32,
        ) -> (Result<Vec<A2aCandidate>, IfaceError>);
    }
}
