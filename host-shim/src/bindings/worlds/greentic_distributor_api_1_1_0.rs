//! Distributors: services that know where the components of packs are and keep
//! copies of them.
//!
//! Beside names of packs and components they take references to a registry,
//! which version 1.0 does not have.
//!
//! Generated from the WIT package `greentic:distributor-api@1.1.0`. Do not edit.

/// Finds components and packs for an environment of a tenant, and gets them
/// ready. The distributor implements it, as a component or as part of a host;
/// runners, deployers and components call it.
///
/// No function has an error. A component that cannot be had is told by the
/// status `failed`; a distributor that cannot answer at all traps.
///
/// WIT: `greentic:distributor-api/distributor@1.1.0`.
pub mod distributor {
    #[allow(unused_imports, reason = "not every interface needs all")]
    use crate::runtime::prelude::*;

    /// The name of the interface, as components have it.
    pub const NAME: &str = "greentic:distributor-api/distributor@1.1.0";

    pub use super::super::greentic_secrets_types_1_0_0::types::SecretRequirement;

    pub use super::super::greentic_interfaces_types_0_1_0::types::TenantId;

    /// Names an environment as the distributor knows it.
    pub type DistributorEnvironmentId = String;

    /// Names a pack.
    pub type PackId = String;

    /// Names a component within a pack.
    pub type ComponentId = String;

    /// Whether a component can be had.
    #[derive(Clone, Debug, PartialEq, Eq, Copy, ComponentType, Lift, Lower)]
    #[component(enum)]
    #[repr(u8)]
    pub enum ComponentStatus {
        /// Not yet: it is still being fetched or checked. Asking again later
        /// helps.
        #[component(name = "pending")]
        Pending,
        /// It is there.
        #[component(name = "ready")]
        Ready,
        /// It could not be got.
        #[component(name = "failed")]
        Failed,
    }

    payload! { enum ComponentStatus }

    /// Where the bytes of a component are.
    #[derive(Clone, Debug, PartialEq, ComponentType, Lift, Lower)]
    #[component(record)]
    pub struct ArtifactLocation {
        /// What sort of place it is, which tells how to read the value.
        pub kind: String,
        /// The place itself: a path, a URL or a digest, as the kind has it.
        pub value: String,
    }

    payload! { record ArtifactLocation { kind, value } }

    /// What checking a component's signature has shown.
    #[derive(Clone, Debug, PartialEq, ComponentType, Lift, Lower)]
    #[component(record)]
    pub struct SignatureSummary {
        /// Whether there is a signature that is valid.
        pub verified: bool,
        /// Who signed. Not to be relied on unless `verified` is true.
        pub signer: String,
        /// More about the signature, as JSON.
        pub extra: String,
    }

    payload! { record SignatureSummary { verified, signer, extra } }

    /// The copy of a component that the distributor keeps.
    #[derive(Clone, Debug, PartialEq, ComponentType, Lift, Lower)]
    #[component(record)]
    pub struct CacheInfo {
        /// Size of the copy, in bytes.
        #[component(name = "size-bytes")]
        pub size_bytes: u64,
        /// When it was last handed out, as RFC 3339 time in UTC.
        #[component(name = "last-used-utc")]
        pub last_used_utc: String,
        /// When it was last compared with its source, as RFC 3339 time in UTC.
        #[component(name = "last-refreshed-utc")]
        pub last_refreshed_utc: String,
    }

    payload! { record CacheInfo { size_bytes, last_used_utc, last_refreshed_utc } }

    /// Which component is wanted, and for whom.
    #[derive(Clone, Debug, PartialEq, ComponentType, Lift, Lower)]
    #[component(record)]
    pub struct ResolveComponentRequest {
        /// The tenant that it is for.
        #[component(name = "tenant-id")]
        pub tenant_id: TenantId,
        /// The environment that it is to run in.
        #[component(name = "environment-id")]
        pub environment_id: DistributorEnvironmentId,
        /// The pack that it is part of.
        #[component(name = "pack-id")]
        pub pack_id: PackId,
        /// The component.
        #[component(name = "component-id")]
        pub component_id: ComponentId,
        /// The version that is wanted.
        pub version: String,
        /// Further data for the distributor, as JSON; `{}` where there is
        /// none.
        pub extra: String,
    }

    payload! { record ResolveComponentRequest { tenant_id, environment_id, pack_id, component_id, version, extra } }

    /// What the distributor has found out about a component. Unless the status
    /// is `ready` the rest is not to be relied on.
    #[derive(Clone, Debug, PartialEq, ComponentType, Lift, Lower)]
    #[component(record)]
    pub struct ResolveComponentResponse {
        /// Whether the component can be had.
        #[component(name = "component-status")]
        pub component_status: ComponentStatus,
        /// Digest of its bytes, `sha256:` and 64 hexadecimal digits.
        pub digest: String,
        /// Where its bytes are.
        #[component(name = "artifact-location")]
        pub artifact_location: ArtifactLocation,
        /// What checking its signature has shown.
        #[component(name = "signature-summary")]
        pub signature_summary: SignatureSummary,
        /// The distributor's copy of it.
        #[component(name = "cache-info")]
        pub cache_info: CacheInfo,
        /// The secrets that it needs, without their values.
        #[component(name = "secret-requirements")]
        pub secret_requirements: Vec<SecretRequirement>,
    }

    payload! { record ResolveComponentResponse { component_status, digest, artifact_location, signature_summary, cache_info, secret_requirements } }

    /// What is known about a component that was found by its reference. Unless
    /// the status is `ready` the rest is not to be relied on.
    #[derive(Clone, Debug, PartialEq, ComponentType, Lift, Lower)]
    #[component(record)]
    pub struct ResolveRefMetadata {
        /// Whether the component can be had.
        #[component(name = "component-status")]
        pub component_status: ComponentStatus,
        /// Where its bytes are.
        #[component(name = "artifact-location")]
        pub artifact_location: ArtifactLocation,
        /// What checking its signature has shown.
        #[component(name = "signature-summary")]
        pub signature_summary: SignatureSummary,
        /// The distributor's copy of it.
        #[component(name = "cache-info")]
        pub cache_info: CacheInfo,
        /// The secrets that it needs, without their values.
        #[component(name = "secret-requirements")]
        pub secret_requirements: Vec<SecretRequirement>,
    }

    payload! { record ResolveRefMetadata { component_status, artifact_location, signature_summary, cache_info, secret_requirements } }

    /// The component that a reference stands for.
    #[derive(Clone, Debug, PartialEq, ComponentType, Lift, Lower)]
    #[component(record)]
    pub struct ResolveRefResponse {
        /// Digest of its bytes, `sha256:` and 64 hexadecimal digits. Unlike a
        /// tag it always means the same bytes, so callers keep it.
        pub digest: String,
        /// What else is known about it.
        pub metadata: ResolveRefMetadata,
    }

    payload! { record ResolveRefResponse { digest, metadata } }

    /// The bytes of a component, or the way to them.
    #[derive(Clone, Debug, PartialEq, ComponentType, Lift, Lower)]
    #[component(variant)]
    pub enum ArtifactSource {
        /// The bytes themselves.
        #[component(name = "bytes")]
        Bytes(Vec<u8>),
        /// Path of a file that holds them. The caller must have access to the
        /// distributor's file system.
        #[component(name = "path")]
        Path(String),
    }

    payload! { variant ArtifactSource { Bytes(value), Path(value) } }

    /// How a pack stands in an environment.
    #[derive(Clone, Debug, PartialEq, ComponentType, Lift, Lower)]
    #[component(record)]
    pub struct PackStatusResponse {
        /// The status, as a word.
        pub status: String,
        /// The secrets that the pack needs, without their values.
        #[component(name = "secret-requirements")]
        pub secret_requirements: Vec<SecretRequirement>,
        /// More about the pack, as JSON.
        pub extra: String,
    }

    payload! { record PackStatusResponse { status, secret_requirements, extra } }

    guest! {
        /// Finds a component by its pack, name and version. A component that is
        /// unknown or cannot be got has the status `failed`.
        "resolve-component" resolve_component resolve_component_async call_resolve_component call_resolve_component_async(
            req: &ResolveComponentRequest,
        ) -> (ResolveComponentResponse);
        /// Finds a component by its reference in a registry:
        /// `oci://registry/repo:tag`, or `oci://registry/repo@sha256:` and the
        /// digits of its digest. A component that is unknown or cannot be got has
        /// the status `failed`.
        "resolve-ref" resolve_ref resolve_ref_async call_resolve_ref call_resolve_ref_async(
            r#ref: &str,
        ) -> (ResolveRefResponse);
        /// The bytes of the component with this digest, one that `resolve-ref`
        /// gave. Cannot report a failure: for a digest that the distributor does
        /// not have it traps.
        "get-by-digest" get_by_digest get_by_digest_async call_get_by_digest call_get_by_digest_async(
            digest: &str,
        ) -> (ArtifactSource);
        /// How the pack stands in the environment, as one text. An older form of
        /// `get-pack-status-v2`, which also tells of secrets. Cannot report a
        /// failure other than in the text.
        "get-pack-status" get_pack_status get_pack_status_async call_get_pack_status call_get_pack_status_async(
            tenant_id: &str,
            environment_id: &str,
            pack_id: &str,
        ) -> (String);
        /// How the pack stands in the environment, and which secrets it needs.
        /// Cannot report a failure other than by the status.
        "get-pack-status-v2" get_pack_status_v2 get_pack_status_v2_async call_get_pack_status_v2 call_get_pack_status_v2_async(
            tenant_id: &str,
            environment_id: &str,
            pack_id: &str,
        ) -> (PackStatusResponse);
        /// Asks the distributor to get the pack ready, so that it starts faster
        /// later. Cannot report a failure; the status of the pack may tell.
        "warm-pack" warm_pack warm_pack_async call_warm_pack call_warm_pack_async(
            tenant_id: &str,
            environment_id: &str,
            pack_id: &str,
        ) -> ();
    }

    host! {
        /// Finds a component by its pack, name and version. A component that is
        /// unknown or cannot be got has the status `failed`.
        "resolve-component" resolve_component(
            req: ResolveComponentRequest,
        ) -> (ResolveComponentResponse);
        /// Finds a component by its reference in a registry:
        /// `oci://registry/repo:tag`, or `oci://registry/repo@sha256:` and the
        /// digits of its digest. A component that is unknown or cannot be got has
        /// the status `failed`.
        "resolve-ref" resolve_ref(r#ref: String) -> (ResolveRefResponse);
        /// The bytes of the component with this digest, one that `resolve-ref`
        /// gave. Cannot report a failure: for a digest that the distributor does
        /// not have it traps.
        "get-by-digest" get_by_digest(digest: String) -> (ArtifactSource);
        /// How the pack stands in the environment, as one text. An older form of
        /// `get-pack-status-v2`, which also tells of secrets. Cannot report a
        /// failure other than in the text.
        "get-pack-status" get_pack_status(
            tenant_id: TenantId,
            environment_id: DistributorEnvironmentId,
            pack_id: PackId,
        ) -> (String);
        /// How the pack stands in the environment, and which secrets it needs.
        /// Cannot report a failure other than by the status.
        "get-pack-status-v2" get_pack_status_v2(
            tenant_id: TenantId,
            environment_id: DistributorEnvironmentId,
            pack_id: PackId,
        ) -> (PackStatusResponse);
        /// Asks the distributor to get the pack ready, so that it starts faster
        /// later. Cannot report a failure; the status of the pack may tell.
        "warm-pack" warm_pack(
            tenant_id: TenantId,
            environment_id: DistributorEnvironmentId,
            pack_id: PackId,
        ) -> ();
    }
}
