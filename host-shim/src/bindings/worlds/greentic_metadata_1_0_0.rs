//! Facts about versions of components, kept for one tenant.
//!
//! Generated from the WIT package `greentic:metadata@1.0.0`. Do not edit.

/// Writes and reads metadata. Implemented by a component that stands before a
/// metadata store, and called by the host.
///
/// WIT: `greentic:metadata/metadata-api@1.0.0`.
pub mod metadata_api {
    #[allow(unused_imports, reason = "not every interface needs all")]
    use crate::runtime::prelude::*;

    /// The name of the interface, as components have it.
    pub const NAME: &str = "greentic:metadata/metadata-api@1.0.0";

    pub use super::super::greentic_interfaces_types_0_1_0::types::TenantCtx;

    pub use super::super::greentic_interfaces_types_0_1_0::types::HostError;

    /// The component that metadata is about.
    #[derive(Clone, Debug, PartialEq, ComponentType, Lift, Lower)]
    #[component(record)]
    pub struct ComponentRef {
        /// Identifies the component.
        pub id: String,
        /// More that the store needs to find it, as JSON.
        pub extra: Option<String>,
    }

    payload! { record ComponentRef { id, extra } }

    /// The version of the component that metadata is about.
    #[derive(Clone, Debug, PartialEq, ComponentType, Lift, Lower)]
    #[component(record)]
    pub struct VersionRef {
        /// The version, as the store spells it: `1.4.0`, say.
        pub version: String,
        /// More that the store needs to find it, as JSON.
        pub extra: Option<String>,
    }

    payload! { record VersionRef { version, extra } }

    /// One piece of metadata.
    #[derive(Clone, Debug, PartialEq, ComponentType, Lift, Lower)]
    #[component(record)]
    pub struct MetadataRecordRef {
        /// Tells the piece from others of the same version.
        pub key: String,
        /// The content, as JSON.
        #[component(name = "value-json")]
        pub value_json: String,
        /// What the store keeps beside the content, as JSON.
        pub extra: Option<String>,
    }

    payload! { record MetadataRecordRef { key, value_json, extra } }

    /// The answer to a change that has no other result.
    #[derive(Clone, Debug, PartialEq, Eq, Copy, ComponentType, Lift, Lower)]
    #[component(enum)]
    #[repr(u8)]
    pub enum OpAck {
        /// The store has taken the change.
        #[component(name = "ok")]
        Ok,
    }

    payload! { enum OpAck }

    guest! {
        /// Stores `metadata` for this version of the component. What the store
        /// held under the same key is replaced. Fails with a `host-error` where
        /// the store refuses the record or cannot be reached.
        "upsert-metadata" upsert_metadata upsert_metadata_async call_upsert_metadata call_upsert_metadata_async(
            ctx: &TenantCtx,
            component: &ComponentRef,
            version: &VersionRef,
            metadata: &MetadataRecordRef,
        ) -> (Result<OpAck, HostError>);
        /// All metadata that the store holds for this version of the component,
        /// in no particular order. Fails with a `host-error` where the tenant may
        /// not read it or the store cannot be reached.
        "query-metadata" query_metadata query_metadata_async call_query_metadata call_query_metadata_async(
            ctx: &TenantCtx,
            component: &ComponentRef,
            version: &VersionRef,
        ) -> (Result<Vec<MetadataRecordRef>, HostError>);
    }
}
