//! Types that packages for packs and workers share, in the form of version 0.4.
//! These are the shapes of revision 0.4.113.
//!
//! Generated from the WIT package `greentic:types-core@0.4.0`. Do not edit.

/// Tenants, deployments, flows and their runs. Types only: there is nothing to
/// implement.
///
/// WIT: `greentic:types-core/types@0.4.0`.
pub mod types {
    #[allow(unused_imports, reason = "not every interface needs all")]
    use crate::runtime::prelude::*;

    /// The name of the interface, as components have it.
    pub const NAME: &str = "greentic:types-core/types@0.4.0";

    /// Name of a flow.
    pub type FlowId = String;

    /// Name of a tenant.
    pub type TenantId = String;

    /// Name of a team within a tenant.
    pub type TeamId = String;

    /// Name of a user within a tenant.
    pub type UserId = String;

    /// Whose machines a deployment runs on.
    #[derive(Clone, Debug, PartialEq, Eq, Copy, ComponentType, Lift, Lower)]
    #[component(enum)]
    #[repr(u8)]
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

    payload! { enum Cloud }

    /// What keeps a deployment running.
    #[derive(Clone, Debug, PartialEq, Eq, Copy, ComponentType, Lift, Lower)]
    #[component(enum)]
    #[repr(u8)]
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

    payload! { enum Platform }

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
        /// Locale of the deployment, as a BCP 47 tag; `none` for no statement.
        #[component(name = "i18n-id")]
        pub i18n_id: Option<String>,
    }

    payload! { record DeploymentCtx { cloud, region, platform, runtime, i18n_id } }

    /// On whose behalf a call is made, where it is executed, and what it is
    /// part of.
    #[derive(Clone, Debug, PartialEq, ComponentType, Lift, Lower)]
    #[component(record)]
    pub struct TenantCtx {
        /// The tenant.
        pub tenant: TenantId,
        /// The team; `none` where it does not matter.
        pub team: Option<TeamId>,
        /// The user; `none` where nobody is behind the call.
        pub user: Option<UserId>,
        /// Where it is executed.
        pub deployment: DeploymentCtx,
        /// Identifies the trace in telemetry; `none` where there is no trace.
        #[component(name = "trace-id")]
        pub trace_id: Option<String>,
        /// Locale that texts for people should be in, as a BCP 47 tag; `none`
        /// leaves it to the flow.
        #[component(name = "i18n-id")]
        pub i18n_id: Option<String>,
        /// The session; `none` outside of one.
        #[component(name = "session-id")]
        pub session_id: Option<String>,
        /// The flow; `none` outside of one.
        #[component(name = "flow-id")]
        pub flow_id: Option<FlowId>,
        /// The node of the flow; `none` outside of one.
        #[component(name = "node-id")]
        pub node_id: Option<String>,
        /// The provider that carries the call; `none` where there is none.
        #[component(name = "provider-id")]
        pub provider_id: Option<String>,
    }

    payload! { record TenantCtx { tenant, team, user, deployment, trace_id, i18n_id, session_id, flow_id, node_id, provider_id } of tenant }

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
        #[component(name = "type")]
        pub r#type: String,
        /// Whether it is not meant to be run from outside of the pack.
        pub private: bool,
    }

    payload! { record FlowInfo { id, profile, version, r#type, private } }

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
    #[derive(Clone, Debug, PartialEq, Eq, Copy, ComponentType, Lift, Lower)]
    #[component(enum)]
    #[repr(u8)]
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

    payload! { enum IfaceError }
}
