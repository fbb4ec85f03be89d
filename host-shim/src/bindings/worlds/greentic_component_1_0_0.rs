//! Components that only describe themselves.
//!
//! Generated from the WIT package `greentic:component@1.0.0`. Do not edit.

/// What a pack can say of itself without being run.
///
/// WIT: `greentic:component/describe-v1@1.0.0`.
pub mod describe_v1 {
    #[allow(unused_imports, reason = "not every interface needs all")]
    use crate::runtime::prelude::*;

    /// The name of the interface, as components have it.
    pub const NAME: &str = "greentic:component/describe-v1@1.0.0";

    guest! {
        /// A JSON document that describes the component: at least its name and
        /// version, and the schemas that tools need to offer it to people.
        ///
        /// Always the same text for the same component: hosts may cache it.
        "describe-json" describe_json describe_json_async call_describe_json call_describe_json_async(
        ) -> (String);
    }
}
