//! Attestations: statements about build products that can be checked later.
//!
//! Generated from the WIT package `greentic:attestation@1.0.0`. Do not edit.

/// Makes attestations. The component implements it, the host calls it.
///
/// WIT: `greentic:attestation/attester-api@1.0.0`.
pub mod attester_api {
    #[allow(unused_imports, reason = "not every interface needs all")]
    use crate::runtime::prelude::*;

    /// The name of the interface, as components have it.
    pub const NAME: &str = "greentic:attestation/attester-api@1.0.0";

    pub use super::super::greentic_interfaces_types_0_1_0::types::TenantCtx;

    pub use super::super::greentic_interfaces_types_0_1_0::types::HostError;

    /// An attestation that was made.
    #[derive(Clone, Debug, PartialEq, ComponentType, Lift, Lower)]
    #[component(record)]
    pub struct AttestationId {
        /// Names it at the attester that made it.
        pub id: String,
        /// Further data that both sides have agreed on, JSON say.
        pub extra: Option<String>,
    }

    payload! { record AttestationId { id, extra } }

    /// What sort of claim an attestation makes.
    #[derive(Clone, Debug, PartialEq, ComponentType, Lift, Lower)]
    #[component(record)]
    pub struct PredicateType {
        /// The sort of claim, by a name that those who check it know. Often a
        /// URI.
        pub kind: String,
        /// Further data that both sides have agreed on, JSON say.
        pub extra: Option<String>,
    }

    payload! { record PredicateType { kind, extra } }

    /// A document with the claim itself.
    #[derive(Clone, Debug, PartialEq, ComponentType, Lift, Lower)]
    #[component(record)]
    pub struct StatementRef {
        /// Where the document is.
        pub uri: String,
        /// Digest of the document, `sha256:` and 64 hexadecimal digits. `none`
        /// where it is not known.
        pub digest: Option<String>,
        /// Further data that both sides have agreed on, JSON say.
        pub extra: Option<String>,
    }

    payload! { record StatementRef { uri, digest, extra } }

    /// The thing that the claim is about.
    #[derive(Clone, Debug, PartialEq, ComponentType, Lift, Lower)]
    #[component(record)]
    pub struct SubjectRef {
        /// Names the thing, an artifact say, for the attester.
        pub id: String,
        /// Further data that both sides have agreed on, JSON say.
        pub extra: Option<String>,
    }

    payload! { record SubjectRef { id, extra } }

    guest! {
        /// Attests for the tenant `ctx` that `statement`, a claim of the sort
        /// `predicate`, is made about `subject`. `extra` is further data that both
        /// sides have agreed on.
        ///
        /// The error tells why there is no attestation: the attester does not know
        /// the subject or the sort of claim, cannot get at the statement, or may
        /// not do this for the tenant.
        "generate-attestation" generate_attestation generate_attestation_async call_generate_attestation call_generate_attestation_async(
            ctx: &TenantCtx,
            subject: &SubjectRef,
            predicate: &PredicateType,
            statement: &StatementRef,
            extra: Option<&str>,
        ) -> (Result<AttestationId, HostError>);
    }
}
