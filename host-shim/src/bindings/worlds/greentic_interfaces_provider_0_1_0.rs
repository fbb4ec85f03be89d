//! How providers describe themselves to a host.
//!
//! Generated from the WIT package `greentic:interfaces-provider@0.1.0`. Do not edit.

/// What a provider is and what it has to reach. Types only: nobody calls
/// anything here.
///
/// WIT: `greentic:interfaces-provider/provider@0.1.0`.
pub mod provider {
    #[allow(unused_imports, reason = "not every interface needs all")]
    use crate::runtime::prelude::*;

    /// The name of the interface, as components have it.
    pub const NAME: &str = "greentic:interfaces-provider/provider@0.1.0";

    pub use super::super::greentic_interfaces_types_0_1_0::types::AllowList;

    pub use super::super::greentic_interfaces_types_0_1_0::types::NetworkPolicy;

    /// A provider, as it tells of itself. A host checks this and rejects a
    /// provider that breaks the rules below.
    #[derive(Clone, Debug, PartialEq, ComponentType, Lift, Lower)]
    #[component(record)]
    pub struct ProviderMeta {
        /// Name of the provider; not blank.
        pub name: String,
        /// Its version, as semantic versioning has it.
        pub version: String,
        /// What it can do, by words that hosts know.
        pub capabilities: Vec<String>,
        /// What it has to reach over the network. No domain and no name of a
        /// custom protocol is blank, and no port is 0.
        #[component(name = "allow-list")]
        pub allow_list: AllowList,
        /// The rules that its connections are to be held to. The same goes for
        /// the egress list, which is not empty where `deny-on-miss` is true.
        #[component(name = "network-policy")]
        pub network_policy: NetworkPolicy,
    }

    payload! { record ProviderMeta { name, version, capabilities, allow_list, network_policy } }
}
