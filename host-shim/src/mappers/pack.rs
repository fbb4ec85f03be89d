//! Packs, as they describe themselves.

use greentic_types::{self as types, GreenticError, PackId, PackKind};
use semver::Version;

use super::alike::alike;
use super::field::{id, version};
use crate::bindings::pack_export_v1::v0_1 as wit;

alike!(
    wit::PackKind,
    types::PackKind {
        Application,
        Provider,
        Infrastructure,
        Library,
    }
);

/// The identity of a pack.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PackDescriptor {
    /// Names the pack.
    pub pack_id: PackId,
    /// Its version.
    pub version: Version,
    /// The purpose of the pack.
    pub kind: PackKind,
    /// Who publishes it.
    pub publisher: String,
}

impl TryFrom<wit::PackDescriptor> for PackDescriptor {
    type Error = GreenticError;

    fn try_from(value: wit::PackDescriptor) -> Result<Self, GreenticError> {
        Ok(Self {
            pack_id: id("pack-id", value.pack_id)?,
            version: version(&value.version)?,
            kind: value.kind.into(),
            publisher: value.publisher,
        })
    }
}

impl From<PackDescriptor> for wit::PackDescriptor {
    fn from(value: PackDescriptor) -> Self {
        Self {
            pack_id: value.pack_id.into(),
            version: value.version.to_string(),
            kind: value.kind.into(),
            publisher: value.publisher,
        }
    }
}
