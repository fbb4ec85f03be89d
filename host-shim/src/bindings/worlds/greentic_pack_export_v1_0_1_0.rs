//! Packs that tell a host which flows they hold.
//!
//! Generated from the WIT package `greentic:pack-export-v1@0.1.0`. Do not edit.

/// Describes a pack and hands out its flows. The pack implements it, the host
/// calls it.
///
/// WIT: `greentic:pack-export-v1/pack-api@0.1.0`.
pub mod pack_api {
    #[allow(unused_imports, reason = "not every interface needs all")]
    use crate::runtime::prelude::*;

    /// The name of the interface, as components have it.
    pub const NAME: &str = "greentic:pack-export-v1/pack-api@0.1.0";

    pub use super::super::greentic_common_types_0_1_0::types::FlowKind;

    pub use super::super::greentic_interfaces_types_0_1_0::types::TenantCtx;

    /// What a pack is for.
    #[derive(Clone, Debug, PartialEq, Eq, Copy, ComponentType, Lift, Lower)]
    #[component(enum)]
    #[repr(u8)]
    pub enum PackKind {
        /// Flows that people or other systems use.
        #[component(name = "application")]
        Application,
        /// Connects the platform with a service outside of it.
        #[component(name = "provider")]
        Provider,
        /// Sets up or looks after what other packs run on.
        #[component(name = "infrastructure")]
        Infrastructure,
        /// Flows and components for other packs to build on.
        #[component(name = "library")]
        Library,
    }

    payload! { enum PackKind }

    /// What identifies a pack.
    #[derive(Clone, Debug, PartialEq, ComponentType, Lift, Lower)]
    #[component(record)]
    pub struct PackDescriptor {
        /// Names the pack.
        #[component(name = "pack-id")]
        pub pack_id: String,
        /// Its version, as semantic versioning has it. A host rejects a
        /// descriptor with anything else.
        pub version: String,
        /// What it is for.
        pub kind: PackKind,
        /// Who publishes it.
        pub publisher: String,
    }

    payload! { record PackDescriptor { pack_id, version, kind, publisher } }

    /// A flow of the pack.
    #[derive(Clone, Debug, PartialEq, ComponentType, Lift, Lower)]
    #[component(record)]
    pub struct FlowDescriptor {
        /// Names the flow within the pack.
        pub id: String,
        /// What sets it going.
        pub kind: FlowKind,
        /// Words to find the flow by.
        pub tags: Vec<String>,
        /// Names of the places where the flow can be entered.
        pub entrypoints: Vec<String>,
    }

    payload! { record FlowDescriptor { id, kind, tags, entrypoints } }

    guest! {
        /// What the pack is. Cannot report a failure.
        "get-pack-descriptor" get_pack_descriptor get_pack_descriptor_async call_get_pack_descriptor call_get_pack_descriptor_async(
        ) -> (PackDescriptor);
        /// All flows of the pack. Cannot report a failure.
        "list-flows" list_flows list_flows_async call_list_flows call_list_flows_async(
        ) -> (Vec<FlowDescriptor>);
        /// The flow with the id `flow-id`, as JSON. Cannot report a failure, so a
        /// host asks for ids only that `list-flows` gave.
        "get-flow-json" get_flow_json get_flow_json_async call_get_flow_json call_get_flow_json_async(
            flow_id: &str,
        ) -> (String);
    }
}
