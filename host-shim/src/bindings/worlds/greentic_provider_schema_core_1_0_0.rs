//! Providers of every kind (messages, events, secrets) behind one interface:
//! the kinds differ in their JSON, not in their functions.
//!
//! Generated from the WIT package `greentic:provider-schema-core@1.0.0`. Do not edit.

/// Implemented by the provider and called by the host. All bytes are JSON in
/// UTF-8. There is no error channel: the JSON that is returned says whether
/// the call went well, mostly as `{"ok": true}` or
/// `{"ok": false, "error": "..."}` with more fields beside these.
///
/// WIT: `greentic:provider-schema-core/schema-core-api@1.0.0`.
pub mod schema_core_api {
    #[allow(unused_imports, reason = "not every interface needs all")]
    use crate::runtime::prelude::*;

    /// The name of the interface, as components have it.
    pub const NAME: &str = "greentic:provider-schema-core/schema-core-api@1.0.0";

    /// Whether a configuration is acceptable, as JSON. Where it is not, the
    /// JSON says why.
    pub type ValidationResult = Vec<u8>;

    /// Whether the provider works, as JSON.
    pub type HealthStatus = Vec<u8>;

    /// What came of an operation, as JSON: the output or the failure.
    pub type InvokeResult = Vec<u8>;

    guest! {
        /// The provider's manifest, as JSON: its type, its capabilities, the
        /// names of its operations and where the schemas of its configuration and
        /// state are. Cannot report a failure.
        "describe" describe describe_async call_describe call_describe_async() -> (Vec<u8>);
        /// Checks a configuration, which `config-json` holds as JSON. Bytes that
        /// are not JSON are an unacceptable configuration like others.
        "validate-config" validate_config validate_config_async call_validate_config call_validate_config_async(
            config_json: &[u8],
        ) -> (ValidationResult);
        /// Looks whether the provider works. A provider that does not work says
        /// so in the JSON.
        "healthcheck" healthcheck healthcheck_async call_healthcheck call_healthcheck_async(
        ) -> (HealthStatus);
        /// Runs the operation `op`, one of those that the manifest names, on
        /// `input-json`. An unknown operation and an input that does not fit are
        /// failures, which the result reports.
        "invoke" invoke invoke_async call_invoke call_invoke_async(
            op: &str,
            input_json: &[u8],
        ) -> (InvokeResult);
    }
}
