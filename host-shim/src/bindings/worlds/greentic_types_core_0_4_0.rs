//! Types that the packages for packs of generation 0.4 share.
//!
//! Generated from the WIT package `greentic:types-core@0.4.0`. Do not edit.

/// Deployments, flows and their runs. There are no functions here: other
/// interfaces use the types.
///
/// WIT: `greentic:types-core/types@0.4.0`.
pub mod types {
    #[allow(unused_imports, reason = "not every interface needs all")]
    use crate::runtime::prelude::*;

    /// The name of the interface, as components have it.
    pub const NAME: &str = "greentic:types-core/types@0.4.0";

    pub use super::super::greentic_interfaces_types_0_1_0::types::TenantId;

    pub use super::super::greentic_interfaces_types_0_1_0::types::TeamId;

    pub use super::super::greentic_interfaces_types_0_1_0::types::UserId;

    pub use super::super::greentic_interfaces_types_0_1_0::types::TenantCtx;

    pub use super::super::greentic_interfaces_types_0_1_0::types::IfaceError;

    /// Identifies a flow within its pack.
    pub type FlowId = String;

    /// Where the infrastructure of a deployment comes from.
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
        /// Hetzner Cloud.
        #[component(name = "hetzner")]
        Hetzner,
        /// The operator's own machines.
        #[component(name = "local")]
        Local,
        /// None of these.
        #[component(name = "other")]
        Other,
    }

    payload! { enum Cloud }

    /// What starts and watches the runner of a deployment.
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
        /// Units of systemd.
        #[component(name = "systemd")]
        Systemd,
        /// Cloudflare Workers.
        #[component(name = "cfworkers")]
        Cfworkers,
        /// AWS Lambda.
        #[component(name = "lambda")]
        Lambda,
        /// A machine without any of these.
        #[component(name = "baremetal")]
        Baremetal,
        /// None of these.
        #[component(name = "other")]
        Other,
    }

    payload! { enum Platform }

    /// Where a flow runs.
    #[derive(Clone, Debug, PartialEq, ComponentType, Lift, Lower)]
    #[component(record)]
    pub struct DeploymentCtx {
        /// Whose infrastructure it is.
        pub cloud: Cloud,
        /// Region, as the cloud names it: `eu-west-1`, say; `none` where
        /// there are no regions or it is not known.
        pub region: Option<String>,
        /// What the runner runs on.
        pub platform: Platform,
        /// The runtime that executes the components, for logs and
        /// diagnostics; `none` where it is not known.
        pub runtime: Option<String>,
        /// Locale that texts for people should be in, as a BCP 47 tag; `none`
        /// leaves the choice to the pack.
        #[component(name = "i18n-id")]
        pub i18n_id: Option<String>,
    }

    payload! { record DeploymentCtx { cloud, region, platform, runtime, i18n_id } }

    /// A flow, as a pack lists it.
    #[derive(Clone, Debug, PartialEq, ComponentType, Lift, Lower)]
    #[component(record)]
    pub struct FlowInfo {
        /// Names the flow in calls.
        pub id: FlowId,
        /// Name of the profile of settings that the flow is written for.
        pub profile: String,
        /// Version of the flow, as semantic versioning has it.
        pub version: String,
        /// What the flow reacts to: `messaging` or `webhook`, say.
        #[component(name = "type")]
        pub r#type: String,
        /// Whether the flow is only for the pack's own use, so that lists
        /// for people leave it out.
        pub private: bool,
    }

    payload! { record FlowInfo { id, profile, version, r#type, private } }

    /// Conditions of one run of a flow.
    #[derive(Clone, Debug, PartialEq, ComponentType, Lift, Lower)]
    #[component(record)]
    pub struct RunOpts {
        /// On whose behalf the flow runs; `none` where the caller has nothing
        /// to say about it.
        pub tenant: Option<TenantCtx>,
        /// Where the flow runs; `none` where that is not known.
        pub deployment: Option<DeploymentCtx>,
        /// Milliseconds after which the run is to be given up; `none` sets no
        /// limit here.
        #[component(name = "timeout-ms")]
        pub timeout_ms: Option<u32>,
        /// How much computation the run may use, in the runtime's units of
        /// fuel; `none` sets no limit here.
        #[component(name = "fuel-units")]
        pub fuel_units: Option<u64>,
    }

    payload! { record RunOpts { tenant, deployment, timeout_ms, fuel_units } }

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

    /// How a run of a flow ended.
    #[derive(Clone, Debug, PartialEq, ComponentType, Lift, Lower)]
    #[component(record)]
    pub struct RunResult {
        /// A short word that programs can match on: `ok` or `error`, say.
        pub status: String,
        /// The output, as JSON; `none` where the run gave none.
        #[component(name = "output-json")]
        pub output_json: Option<String>,
        /// A sentence for people; `none` where nothing failed.
        pub error: Option<String>,
        /// What the run logged, as JSON; `none` where that was not kept.
        #[component(name = "logs-json")]
        pub logs_json: Option<String>,
        /// Measurements of the run, as JSON; `none` where there are none.
        #[component(name = "metrics-json")]
        pub metrics_json: Option<String>,
    }

    payload! { record RunResult { status, output_json, error, logs_json, metrics_json } }

    /// A flow that may serve a request of another agent.
    #[derive(Clone, Debug, PartialEq, ComponentType, Lift, Lower)]
    #[component(record)]
    pub struct A2aCandidate {
        /// The flow.
        pub flow: FlowId,
        /// How well it fits. Only scores of one search compare with each
        /// other; the higher one fits better.
        pub score: f32,
    }

    payload! { record A2aCandidate { flow, score } }
}
