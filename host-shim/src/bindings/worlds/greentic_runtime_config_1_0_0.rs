//! Settings of a deployment that are no secrets, for components to read.
//!
//! Generated from the WIT package `greentic:runtime-config@1.0.0`. Do not edit.

/// Settings by their key. Implemented by the host and called by components.
///
/// WIT: `greentic:runtime-config/runtime-config@1.0.0`.
pub mod runtime_config {
    #[allow(unused_imports, reason = "not every interface needs all")]
    use crate::runtime::prelude::*;

    /// The name of the interface, as components have it.
    pub const NAME: &str = "greentic:runtime-config/runtime-config@1.0.0";

    /// Why a setting could not be read.
    #[derive(Clone, Debug, PartialEq, Eq, Copy, ComponentType, Lift, Lower)]
    #[component(enum)]
    #[repr(u8)]
    pub enum ConfigError {
        /// There is no such setting. Hosts may answer `none` instead.
        #[component(name = "not-found")]
        NotFound,
        /// The component may not read this setting.
        #[component(name = "denied")]
        Denied,
        /// The key is not one that the host accepts: the empty one, say.
        #[component(name = "invalid-key")]
        InvalidKey,
        /// The host failed; trying again may help.
        #[component(name = "internal")]
        Internal,
    }

    payload! { enum ConfigError }

    host! {
        /// The value of the setting `key`, as a JSON text: a setting that is text
        /// comes in quotes. `none` where there is no such setting. What is secret
        /// is in `greentic:secrets-store` and not here.
        "get" get(key: String) -> (Result<Option<String>, ConfigError>);
    }
}
