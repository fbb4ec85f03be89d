//! Nodes of a flow: components that a runner calls with an operation and an
//! input, for one tenant at a time.
//!
//! Generated from the WIT package `greentic:component@0.5.0`. Do not edit.

/// What a running node may ask of the runner about its own execution.
///
/// WIT: `greentic:component/control@0.5.0`.
pub mod control {
    #[allow(unused_imports, reason = "not every interface needs all")]
    use crate::runtime::prelude::*;

    /// The name of the interface, as components have it.
    pub const NAME: &str = "greentic:component/control@0.5.0";

    host! {
        /// Whether the runner wants this call to end early. A long operation asks
        /// now and then and returns as soon as the answer is `true`.
        "should-cancel" should_cancel() -> (bool);
        /// Gives the runner a moment for other work. Returns when the node may go
        /// on.
        "yield-now" yield_now() -> ();
    }
}

/// A node: its manifest, its life cycle and its operations.
///
/// WIT: `greentic:component/node@0.5.0`.
pub mod node {
    #[allow(unused_imports, reason = "not every interface needs all")]
    use crate::runtime::prelude::*;

    /// The name of the interface, as components have it.
    pub const NAME: &str = "greentic:component/node@0.5.0";

    pub use super::super::greentic_interfaces_types_0_1_0::types::TenantCtx;

    /// Text that holds one JSON value.
    pub type Json = String;

    /// On whose behalf, and where in a flow, an operation runs.
    #[derive(Clone, Debug, PartialEq, ComponentType, Lift, Lower)]
    #[component(record)]
    pub struct ExecCtx {
        /// The tenant, its environment and the trace that the call is part of.
        pub tenant: TenantCtx,
        /// Locale that texts for people should be in, as a BCP 47 tag.
        #[component(name = "i18n-id")]
        pub i18n_id: Option<String>,
        /// The flow that is being executed.
        #[component(name = "flow-id")]
        pub flow_id: String,
        /// The node of that flow; absent where a component runs on its own.
        #[component(name = "node-id")]
        pub node_id: Option<String>,
    }

    payload! { record ExecCtx { tenant, i18n_id, flow_id, node_id } }

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
        /// How many milliseconds to wait before trying again.
        #[component(name = "backoff-ms")]
        pub backoff_ms: Option<u64>,
        /// More about the failure, as JSON.
        pub details: Option<Json>,
    }

    payload! { record NodeError { code, message, retryable, backoff_ms, details } }

    /// How an operation ended.
    #[derive(Clone, Debug, PartialEq, ComponentType, Lift, Lower)]
    #[component(variant)]
    pub enum InvokeResult {
        /// It succeeded; the output, as JSON or plain text.
        #[component(name = "ok")]
        Ok(Json),
        /// It failed.
        #[component(name = "err")]
        Err(NodeError),
    }

    payload! { variant InvokeResult { Ok(value), Err(value) } }

    /// One step of a streamed answer, in the order in which it happened.
    #[derive(Clone, Debug, PartialEq, ComponentType, Lift, Lower)]
    #[component(variant)]
    pub enum StreamEvent {
        /// A part of the output.
        #[component(name = "data")]
        Data(Json),
        /// How far the operation has come, in percent, 0 to 100.
        #[component(name = "progress")]
        Progress(u8),
        /// Nothing follows. The last event of every stream.
        #[component(name = "done")]
        Done,
        /// The operation failed, with a sentence for people.
        #[component(name = "error")]
        Error(String),
    }

    payload! { variant StreamEvent { Data(value), Progress(value), Done, Error(value) } }

    /// The answer of a life cycle hook that succeeded.
    #[derive(Clone, Debug, PartialEq, Eq, Copy, ComponentType, Lift, Lower)]
    #[component(enum)]
    #[repr(u8)]
    pub enum LifecycleStatus {
        /// All is well.
        #[component(name = "ok")]
        Ok,
    }

    payload! { enum LifecycleStatus }

    /// How a host lays out the collections that a node yields.
    #[derive(Clone, Debug, PartialEq, Eq, Copy, ComponentType, Lift, Lower)]
    #[component(enum)]
    #[repr(u8)]
    pub enum DisplayMode {
        /// One below the other.
        #[component(name = "stacked")]
        Stacked,
        /// Side by side, in rows.
        #[component(name = "grid")]
        Grid,
    }

    payload! { enum DisplayMode }

    /// Settings of a node, which tools turn into a JSON Schema.
    /// @config
    #[derive(Clone, Debug, PartialEq, ComponentType, Lift, Lower)]
    #[component(record)]
    pub struct Config {
        /// The title that people see.
        pub title: String,
        /// A longer text for documentation and previews.
        pub description: Option<String>,
        /// How collections are laid out.
        /// @default("stacked")
        pub layout: DisplayMode,
        /// Results beyond this many are cut off.
        /// @default(10)
        #[component(name = "max-items")]
        pub max_items: u32,
        /// Words to find the node by.
        pub tags: Option<Vec<String>>,
        /// The connection that a flow hands on; people do not set it.
        /// @flow:hidden
        #[component(name = "connection-id")]
        pub connection_id: Option<String>,
    }

    payload! { record Config { title, description, layout, max_items, tags, connection_id } }

    guest! {
        /// The manifest: a JSON document with the node's name, version and
        /// operations. Always the same text for the same component.
        "get-manifest" get_manifest get_manifest_async call_get_manifest call_get_manifest_async(
        ) -> (Json);
        /// Called once before the first operation. An error, a sentence for
        /// people, keeps the node from being started.
        "on-start" on_start on_start_async call_on_start call_on_start_async(
            ctx: &ExecCtx,
        ) -> (Result<LifecycleStatus, String>);
        /// Called once after the last operation, with the reason for the stop. An
        /// error is reported and changes nothing else.
        "on-stop" on_stop on_stop_async call_on_stop call_on_stop_async(
            ctx: &ExecCtx,
            reason: &str,
        ) -> (Result<LifecycleStatus, String>);
        /// Runs the operation `op` on `input` and answers when it has ended.
        "invoke" invoke invoke_async call_invoke call_invoke_async(
            ctx: &ExecCtx,
            op: &str,
            input: &str,
        ) -> (InvokeResult);
        /// Runs the operation `op` on `input` and answers with all its events, the
        /// last of which is `done`.
        "invoke-stream" invoke_stream invoke_stream_async call_invoke_stream call_invoke_stream_async(
            ctx: &ExecCtx,
            op: &str,
            input: &str,
        ) -> (Vec<StreamEvent>);
    }
}

/// A schema for a node's settings that takes precedence over the one that
/// tools derive from the `config` record.
///
/// WIT: `greentic:component/component-config-schema@0.5.0`.
pub mod component_config_schema {
    #[allow(unused_imports, reason = "not every interface needs all")]
    use crate::runtime::prelude::*;

    /// The name of the interface, as components have it.
    pub const NAME: &str = "greentic:component/component-config-schema@0.5.0";

    guest! {
        /// The JSON Schema of the settings, as text.
        "get-config-schema" get_config_schema get_config_schema_async call_get_config_schema call_get_config_schema_async(
        ) -> (String);
    }
}
