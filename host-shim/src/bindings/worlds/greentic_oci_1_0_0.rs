//! Publishing of images to OCI registries.
//!
//! Generated from the WIT package `greentic:oci@1.0.0`. Do not edit.

/// Implemented by a component that speaks with registries, and called by the
/// host.
///
/// WIT: `greentic:oci/oci-api@1.0.0`.
pub mod oci_api {
    #[allow(unused_imports, reason = "not every interface needs all")]
    use crate::runtime::prelude::*;

    /// The name of the interface, as components have it.
    pub const NAME: &str = "greentic:oci/oci-api@1.0.0";

    pub use super::super::greentic_interfaces_types_0_1_0::types::TenantCtx;

    pub use super::super::greentic_interfaces_types_0_1_0::types::HostError;

    /// A registry.
    #[derive(Clone, Debug, PartialEq, ComponentType, Lift, Lower)]
    #[component(record)]
    pub struct RegistryRef {
        /// Host of the registry, with the port where it is not the usual one:
        /// `ghcr.io`, say.
        pub registry: String,
        /// Settings that are particular to the registry, as JSON.
        pub extra: Option<String>,
    }

    payload! { record RegistryRef { registry, extra } }

    /// An image, as it is or will be named in a registry.
    #[derive(Clone, Debug, PartialEq, ComponentType, Lift, Lower)]
    #[component(record)]
    pub struct OciImageRef {
        /// Name of the repository that holds the image: `acme/flows`, say.
        pub reference: String,
        /// Digest of the manifest, `sha256:` and 64 hexadecimal digits;
        /// `none` where it is not known yet.
        pub digest: Option<String>,
        /// Tag; `none` where the digest alone names the image.
        pub tag: Option<String>,
        /// More about the image, as JSON.
        pub extra: Option<String>,
    }

    payload! { record OciImageRef { reference, digest, tag, extra } }

    /// The answer to a change that has no other result.
    #[derive(Clone, Debug, PartialEq, Eq, Copy, ComponentType, Lift, Lower)]
    #[component(enum)]
    #[repr(u8)]
    pub enum OpAck {
        /// The registry has taken the image.
        #[component(name = "ok")]
        Ok,
    }

    payload! { enum OpAck }

    guest! {
        /// Uploads `image` to `registry`. Fails with a `host-error` where there
        /// is no such image to upload, or the registry refuses it or cannot be
        /// reached.
        "push" push push_async call_push call_push_async(
            ctx: &TenantCtx,
            image: &OciImageRef,
            registry: &RegistryRef,
        ) -> (Result<OpAck, HostError>);
        /// The full reference with which `image` can be pulled from `registry`:
        /// `ghcr.io/acme/flows@sha256:...`, say. Fails with a `host-error` where
        /// the parts give no valid reference, or the registry is asked and does
        /// not know the image.
        "get-pull-reference" get_pull_reference get_pull_reference_async call_get_pull_reference call_get_pull_reference_async(
            ctx: &TenantCtx,
            image: &OciImageRef,
            registry: &RegistryRef,
        ) -> (Result<String, HostError>);
    }
}
