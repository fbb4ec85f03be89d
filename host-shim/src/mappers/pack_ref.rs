//! Packs in a registry, and who vouches for them.

use greentic_types::{self as types, GreenticError};

use super::field::version;
use crate::bindings::interfaces_types::v0_1 as wit;

impl From<wit::SignatureAlgorithm> for types::SignatureAlgorithm {
    fn from(value: wit::SignatureAlgorithm) -> Self {
        match value {
            wit::SignatureAlgorithm::Ed25519 => Self::Ed25519,
            wit::SignatureAlgorithm::Other(name) => Self::Other(name),
        }
    }
}

impl From<types::SignatureAlgorithm> for wit::SignatureAlgorithm {
    fn from(value: types::SignatureAlgorithm) -> Self {
        match value {
            types::SignatureAlgorithm::Ed25519 => Self::Ed25519,
            types::SignatureAlgorithm::Other(name) => Self::Other(name),
        }
    }
}

impl From<wit::Signature> for types::Signature {
    fn from(value: wit::Signature) -> Self {
        Self {
            key_id: value.key_id,
            algorithm: value.algorithm.into(),
            signature: value.signature,
        }
    }
}

impl From<types::Signature> for wit::Signature {
    fn from(value: types::Signature) -> Self {
        Self {
            key_id: value.key_id,
            algorithm: value.algorithm.into(),
            signature: value.signature,
        }
    }
}

impl TryFrom<wit::PackRef> for types::PackRef {
    type Error = GreenticError;

    fn try_from(value: wit::PackRef) -> Result<Self, GreenticError> {
        Ok(Self {
            oci_url: value.oci_url,
            version: version(&value.version)?,
            digest: value.digest,
            signatures: value.signatures.into_iter().map(Into::into).collect(),
        })
    }
}

impl From<types::PackRef> for wit::PackRef {
    fn from(value: types::PackRef) -> Self {
        Self {
            oci_url: value.oci_url,
            version: value.version.to_string(),
            digest: value.digest,
            signatures: value.signatures.into_iter().map(Into::into).collect(),
        }
    }
}
