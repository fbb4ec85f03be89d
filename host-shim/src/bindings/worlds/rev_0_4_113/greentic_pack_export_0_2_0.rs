//! Packs, as components: their flows, and how to run them.
//! These are the shapes of revision 0.4.113.
//!
//! For packs that exist; it has all of its types in itself.
//!
//! Generated from the WIT package `greentic:pack-export@0.2.0`. Do not edit.

/// The flows of a pack. The pack implements this interface, the host calls it.
///
/// WIT: `greentic:pack-export/exports@0.2.0`.
pub mod exports {
    #[allow(unused_imports, reason = "not every interface needs all")]
    use crate::runtime::prelude::*;

    /// The name of the interface, as components have it.
    pub const NAME: &str = "greentic:pack-export/exports@0.2.0";

    /// Whose machines a deployment runs on.
    #[derive(Clone, Debug, PartialEq, ComponentType, Lift, Lower)]
    #[component(variant)]
    pub enum Cloud {
        /// Amazon Web Services.
        #[component(name = "aws")]
        Aws,
        /// Google Cloud.
        #[component(name = "gcp")]
        Gcp,
        /// Microsoft Azure.
        #[component(name = "azure")]
        Azure,
        /// Hetzner.
        #[component(name = "hetzner")]
        Hetzner,
        /// The machine at hand, or one's own.
        #[component(name = "local")]
        Local,
        /// None of these.
        #[component(name = "other")]
        Other,
    }

    payload! { variant Cloud { Aws, Gcp, Azure, Hetzner, Local, Other } }

    /// What keeps a deployment running.
    #[derive(Clone, Debug, PartialEq, ComponentType, Lift, Lower)]
    #[component(variant)]
    pub enum Platform {
        /// Kubernetes.
        #[component(name = "k8s")]
        K8s,
        /// HashiCorp Nomad.
        #[component(name = "nomad")]
        Nomad,
        /// systemd.
        #[component(name = "systemd")]
        Systemd,
        /// Cloudflare Workers.
        #[component(name = "cfworkers")]
        Cfworkers,
        /// AWS Lambda.
        #[component(name = "lambda")]
        Lambda,
        /// A machine with nothing in between.
        #[component(name = "baremetal")]
        Baremetal,
        /// None of these.
        #[component(name = "other")]
        Other,
    }

    payload! { variant Platform { K8s, Nomad, Systemd, Cfworkers, Lambda, Baremetal, Other } }

    /// Name of a flow.
    pub type FlowId = String;

    /// Name of a tenant.
    pub type TenantId = String;

    /// Name of a team within a tenant.
    pub type TeamId = String;

    /// Name of a user within a tenant.
    pub type UserId = String;

    /// Where a call is executed.
    #[derive(Clone, Debug, PartialEq, ComponentType, Lift, Lower)]
    #[component(record)]
    pub struct DeploymentCtx {
        /// Whose machines.
        pub cloud: Cloud,
        /// Region of the cloud, in the cloud's own terms; `none` where there
        /// are none or it is not known.
        pub region: Option<String>,
        /// What keeps it running.
        pub platform: Platform,
        /// Name of the runtime; `none` where it is not known.
        pub runtime: Option<String>,
    }

    payload! { record DeploymentCtx { cloud, region, platform, runtime } }

    /// On whose behalf a call is made, and where it is executed.
    #[derive(Clone, Debug, PartialEq, ComponentType, Lift, Lower)]
    #[component(record)]
    pub struct TenantCtx {
        /// The tenant.
        pub tenant: TenantId,
        /// The team; `none` where it does not matter.
        pub team: Option<TeamId>,
        /// The user; `none` where nobody is behind the call.
        pub user: Option<UserId>,
        /// Locale that texts for people should be in, as a BCP 47 tag; `none`
        /// leaves it to the flow.
        #[component(name = "i18n-id")]
        pub i18n_id: Option<String>,
        /// Where it is executed.
        pub deployment: DeploymentCtx,
        /// Identifies the trace in telemetry; `none` where there is no trace.
        #[component(name = "trace-id")]
        pub trace_id: Option<String>,
    }

    payload! { record TenantCtx { tenant, team, user, i18n_id, deployment, trace_id } of tenant }

    /// A flow of a pack.
    #[derive(Clone, Debug, PartialEq, ComponentType, Lift, Lower)]
    #[component(record)]
    pub struct FlowInfo {
        /// Its name within the pack.
        pub id: FlowId,
        /// The profile that it is made for.
        pub profile: String,
        /// Its version.
        pub version: String,
        /// What kind of flow it is, in a word, `messaging` say.
        #[component(name = "flow-type")]
        pub flow_type: String,
        /// Whether it is not meant to be run from outside of the pack.
        pub private: bool,
    }

    payload! { record FlowInfo { id, profile, version, flow_type, private } }

    /// Under what conditions a flow runs.
    #[derive(Clone, Debug, PartialEq, ComponentType, Lift, Lower)]
    #[component(record)]
    pub struct RunOpts {
        /// On whose behalf; `none` leaves it to the host.
        pub tenant: Option<TenantCtx>,
        /// How long it may take, in milliseconds; `none` leaves it to the
        /// host.
        #[component(name = "timeout-ms")]
        pub timeout_ms: Option<u32>,
        /// How much it may compute, in units of fuel; `none` leaves it to the
        /// host.
        #[component(name = "fuel-units")]
        pub fuel_units: Option<u64>,
    }

    payload! { record RunOpts { tenant, timeout_ms, fuel_units } }

    /// What a flow takes and gives.
    #[derive(Clone, Debug, PartialEq, ComponentType, Lift, Lower)]
    #[component(record)]
    pub struct SchemaDoc {
        /// JSON Schema of the input, as text.
        #[component(name = "input-jsonschema")]
        pub input_jsonschema: String,
        /// JSON Schema of the output, as text.
        #[component(name = "output-jsonschema")]
        pub output_jsonschema: String,
    }

    payload! { record SchemaDoc { input_jsonschema, output_jsonschema } }

    /// What a flow made of a run.
    #[derive(Clone, Debug, PartialEq, ComponentType, Lift, Lower)]
    #[component(record)]
    pub struct RunResult {
        /// How the run ended, as a short word that programs can match on.
        pub status: String,
        /// The output, as JSON; `none` where there is none.
        #[component(name = "output-json")]
        pub output_json: Option<String>,
        /// What went wrong, for people; `none` where nothing did.
        pub error: Option<String>,
        /// What was logged, as JSON; `none` where nothing was kept.
        #[component(name = "logs-json")]
        pub logs_json: Option<String>,
        /// What was measured, as JSON; `none` where nothing was kept.
        #[component(name = "metrics-json")]
        pub metrics_json: Option<String>,
    }

    payload! { record RunResult { status, output_json, error, logs_json, metrics_json } }

    /// A flow that may be what another agent looks for.
    #[derive(Clone, Debug, PartialEq, ComponentType, Lift, Lower)]
    #[component(record)]
    pub struct A2aCandidate {
        /// Name of the flow.
        pub flow: FlowId,
        /// How well it fits; the higher, the better.
        pub score: f32,
    }

    payload! { record A2aCandidate { flow, score } }

    /// Why a call failed, in its shortest form.
    #[derive(Clone, Debug, PartialEq, ComponentType, Lift, Lower)]
    #[component(variant)]
    pub enum IfaceError {
        /// An argument is not what the function takes.
        #[component(name = "invalid-arg")]
        InvalidArg,
        /// There is no such thing.
        #[component(name = "not-found")]
        NotFound,
        /// The caller may not do this.
        #[component(name = "denied")]
        Denied,
        /// What is needed cannot be reached now.
        #[component(name = "unavailable")]
        Unavailable,
        /// A defect of what was called.
        #[component(name = "internal")]
        Internal,
    }

    payload! { variant IfaceError { InvalidArg, NotFound, Denied, Unavailable, Internal } }

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
