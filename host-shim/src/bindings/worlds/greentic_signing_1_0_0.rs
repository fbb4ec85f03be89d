//! Signatures, made and checked with keys that stay where they are.
//!
//! Generated from the WIT package `greentic:signing@1.0.0`. Do not edit.

/// Implemented by a component that stands before a signing service, and called
/// by the host.
///
/// WIT: `greentic:signing/signer-api@1.0.0`.
pub mod signer_api {
    #[allow(unused_imports, reason = "not every interface needs all")]
    use crate::runtime::prelude::*;

    /// The name of the interface, as components have it.
    pub const NAME: &str = "greentic:signing/signer-api@1.0.0";

    pub use super::super::greentic_interfaces_types_0_1_0::types::TenantCtx;

    pub use super::super::greentic_interfaces_types_0_1_0::types::HostError;

    /// A key, which is named and not handed over.
    #[derive(Clone, Debug, PartialEq, ComponentType, Lift, Lower)]
    #[component(record)]
    pub struct SigningKeyRef {
        /// Identifies the key at the signing service.
        pub id: String,
        /// What kind of key it is: `ed25519`, say; `none` where the service
        /// knows.
        #[component(name = "key-spec")]
        pub key_spec: Option<String>,
        /// Settings that are particular to the service, as JSON.
        pub extra: Option<String>,
    }

    payload! { record SigningKeyRef { id, key_spec, extra } }

    /// A signature.
    #[derive(Clone, Debug, PartialEq, ComponentType, Lift, Lower)]
    #[component(record)]
    pub struct SignatureRef {
        /// Identifies the signature at the signing service.
        pub id: String,
        /// How it was made: `ed25519`, say; `none` where the service knows.
        pub algorithm: Option<String>,
        /// The bytes of the signature; `none` where the service keeps them
        /// and the id stands for them.
        pub value: Option<Vec<u8>>,
        /// What else the service says, as JSON.
        pub extra: Option<String>,
    }

    payload! { record SignatureRef { id, algorithm, value, extra } }

    /// What is to be signed, and with which key.
    #[derive(Clone, Debug, PartialEq, ComponentType, Lift, Lower)]
    #[component(record)]
    pub struct SignRequest {
        /// Where the payload is, in a form that the service knows.
        #[component(name = "payload-ref")]
        pub payload_ref: String,
        /// Digest of the payload, `sha256:` and 64 hexadecimal digits; `none`
        /// where the service works it out.
        #[component(name = "payload-digest")]
        pub payload_digest: Option<String>,
        /// The key.
        pub key: SigningKeyRef,
        /// Settings that are particular to the service, as JSON.
        pub extra: Option<String>,
    }

    payload! { record SignRequest { payload_ref, payload_digest, key, extra } }

    /// Which signature is to be checked, and against what.
    #[derive(Clone, Debug, PartialEq, ComponentType, Lift, Lower)]
    #[component(record)]
    pub struct VerifyRequest {
        /// Where the payload is, in a form that the service knows.
        #[component(name = "payload-ref")]
        pub payload_ref: String,
        /// Digest of the payload, `sha256:` and 64 hexadecimal digits; `none`
        /// where the service works it out.
        #[component(name = "payload-digest")]
        pub payload_digest: Option<String>,
        /// The signature.
        pub signature: SignatureRef,
        /// The key that the signature must be from; `none` where the
        /// signature tells.
        pub key: Option<SigningKeyRef>,
        /// Settings that are particular to the service, as JSON.
        pub extra: Option<String>,
    }

    payload! { record VerifyRequest { payload_ref, payload_digest, signature, key, extra } }

    /// What came of a check.
    #[derive(Clone, Debug, PartialEq, ComponentType, Lift, Lower)]
    #[component(record)]
    pub struct VerifyResult {
        /// Whether the signature is good.
        pub valid: bool,
        /// A sentence for people, most of use where it is not good.
        pub reason: Option<String>,
        /// What else the service says, as JSON.
        pub extra: Option<String>,
    }

    payload! { record VerifyResult { valid, reason, extra } }

    guest! {
        /// Signs the payload. Fails with a `host-error` where the payload or the
        /// key is missing, the tenant may not use the key, or the service cannot
        /// be reached.
        "sign" sign sign_async call_sign call_sign_async(
            ctx: &TenantCtx,
            request: &SignRequest,
        ) -> (Result<SignatureRef, HostError>);
        /// Checks a signature. One that is not good is an answer with `valid` set
        /// to `false`, not an error. Fails with a `host-error` where the check
        /// could not be made.
        "verify" verify verify_async call_verify call_verify_async(
            ctx: &TenantCtx,
            request: &VerifyRequest,
        ) -> (Result<VerifyResult, HostError>);
    }
}
