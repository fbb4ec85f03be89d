//! Builds that a component carries out for a tenant.
//!
//! Generated from the WIT package `greentic:build@1.0.0`. Do not edit.

/// Runs builds and tells where their logs are. The component implements it,
/// the host calls it.
///
/// WIT: `greentic:build/builder-api@1.0.0`.
pub mod builder_api {
    #[allow(unused_imports, reason = "not every interface needs all")]
    use crate::runtime::prelude::*;

    /// The name of the interface, as components have it.
    pub const NAME: &str = "greentic:build/builder-api@1.0.0";

    pub use super::super::greentic_interfaces_types_0_1_0::types::TenantCtx;

    pub use super::super::greentic_interfaces_types_0_1_0::types::HostError;

    /// An environment variable of a build.
    #[derive(Clone, Debug, PartialEq, ComponentType, Lift, Lower)]
    #[component(record)]
    pub struct EnvVar {
        /// Name of the variable.
        pub key: String,
        /// What the build reads under that name.
        pub value: String,
    }

    payload! { record EnvVar { key, value } }

    /// A file that a build makes, or is to make.
    #[derive(Clone, Debug, PartialEq, ComponentType, Lift, Lower)]
    #[component(record)]
    pub struct ArtifactRef {
        /// Names the artifact within the build.
        pub id: String,
        /// Where it is. `none` while it is nowhere yet.
        pub uri: Option<String>,
        /// Digest of its content, `sha256:` and 64 hexadecimal digits. `none`
        /// while it is not known.
        pub digest: Option<String>,
        /// Further data that both sides have agreed on, JSON say.
        pub extra: Option<String>,
    }

    payload! { record ArtifactRef { id, uri, digest, extra } }

    /// A log of a build. Refers to the text and does not hold it.
    #[derive(Clone, Debug, PartialEq, ComponentType, Lift, Lower)]
    #[component(record)]
    pub struct BuildLogRef {
        /// Names the log within the build.
        pub id: String,
        /// Where the text is. `none` where it can be had by the id only.
        pub uri: Option<String>,
        /// Further data that both sides have agreed on, JSON say.
        pub extra: Option<String>,
    }

    payload! { record BuildLogRef { id, uri, extra } }

    /// What to build.
    #[derive(Clone, Debug, PartialEq, ComponentType, Lift, Lower)]
    #[component(record)]
    pub struct BuildPlan {
        /// Names the build. The caller chooses it, and the status carries it.
        #[component(name = "build-id")]
        pub build_id: String,
        /// Language of the sources. `none` lets the builder find out.
        pub language: Option<String>,
        /// Where in the sources the build begins. `none` lets the builder find
        /// out.
        pub entrypoint: Option<String>,
        /// Environment variables that the build sees.
        pub env: Vec<EnvVar>,
        /// The artifacts that the build is to make.
        pub outputs: Vec<ArtifactRef>,
        /// Further data that both sides have agreed on, JSON say.
        pub extra: Option<String>,
    }

    payload! { record BuildPlan { build_id, language, entrypoint, env, outputs, extra } }

    /// How far a build has come.
    #[derive(Clone, Debug, PartialEq, Eq, Copy, ComponentType, Lift, Lower)]
    #[component(enum)]
    #[repr(u8)]
    pub enum BuildState {
        /// It waits for its turn.
        #[component(name = "queued")]
        Queued,
        /// It is being executed.
        #[component(name = "running")]
        Running,
        /// It has ended, and the artifacts are there.
        #[component(name = "succeeded")]
        Succeeded,
        /// It has ended with a failure, which the logs tell about.
        #[component(name = "failed")]
        Failed,
        /// Somebody ended it early.
        #[component(name = "cancelled")]
        Cancelled,
    }

    payload! { enum BuildState }

    /// A build at one moment.
    #[derive(Clone, Debug, PartialEq, ComponentType, Lift, Lower)]
    #[component(record)]
    pub struct BuildStatus {
        /// The build, by the name that the plan gave it.
        #[component(name = "build-id")]
        pub build_id: String,
        /// How far it has come.
        pub state: BuildState,
        /// When it began, as RFC 3339 time in UTC. `none` while it is queued.
        #[component(name = "started-at-utc")]
        pub started_at_utc: Option<String>,
        /// When it ended, as RFC 3339 time in UTC. `none` before the end.
        #[component(name = "finished-at-utc")]
        pub finished_at_utc: Option<String>,
        /// The artifacts that there are so far.
        pub artifacts: Vec<ArtifactRef>,
        /// The logs that there are so far.
        pub logs: Vec<BuildLogRef>,
        /// Further data that both sides have agreed on, JSON say.
        pub extra: Option<String>,
    }

    payload! { record BuildStatus { build_id, state, started_at_utc, finished_at_utc, artifacts, logs, extra } }

    guest! {
        /// Carries out `plan` for the tenant `ctx`. The answer may come before the
        /// build has ended; its state is then `queued` or `running`.
        ///
        /// The error tells why the build could not be begun: the plan makes no
        /// sense to the builder, or the tenant may not do this. A build that was
        /// begun and went wrong is no error, but a status with the state `failed`.
        "execute-build" execute_build execute_build_async call_execute_build call_execute_build_async(
            ctx: &TenantCtx,
            plan: &BuildPlan,
        ) -> (Result<BuildStatus, HostError>);
        /// The logs of the build that `status` is about, a status that
        /// `execute-build` gave.
        ///
        /// The error tells why there are none: the builder does not know the
        /// build, or the tenant may not read them.
        "get-build-logs" get_build_logs get_build_logs_async call_get_build_logs call_get_build_logs_async(
            ctx: &TenantCtx,
            status: &BuildStatus,
        ) -> (Result<Vec<BuildLogRef>, HostError>);
    }
}
