//! `.gtpack` files: components and what the platform wants to know of them, in a zip.
//!
//! | entry | content |
//! | --- | --- |
//! | `manifest.cbor` | the manifest of the pack, with those of its components |
//! | `components/ID.wasm` | a component |
//! | `components/ID.wasm.describe.cbor` | its description, for hosts that do not run it |
//! | `sbom.cbor` | every other entry, with its bytes and its BLAKE3 hash |

mod archive;
mod build;
mod inventory;
mod verify;

use std::collections::BTreeMap;

use greentic_types::PackManifest;

use crate::error::{Error, Problem};

pub use build::{About, Part};
pub use inventory::InventoryEntry;

/// The manifest of a pack.
pub const MANIFEST: &str = "manifest.cbor";

/// The list of the entries.
pub const INVENTORY: &str = "sbom.cbor";

/// The same, as older tools write it.
const OLDER_INVENTORY: &str = "sbom.json";

/// A signature, and the certificates for it. Both are over the inventory.
const SIGNATURES: [&str; 2] = ["signatures/pack.sig", "signatures/chain.pem"];

/// The limits of a pack. The first two are those of the platform's reader, which refuses
/// a larger pack.
pub mod limits {
    /// Bytes of an entry.
    pub const ENTRY: u64 = 16 << 20;
    /// Bytes of all entries.
    pub const ENTRIES: u64 = 64 << 20;
    /// Bytes of the file: all entries as they are, and as many names.
    pub const FILE: u64 = ENTRIES + (8 << 20);
    /// Entries.
    pub const COUNT: usize = 4096;
    /// Bytes of the name of an entry.
    pub const NAME: usize = 512;
    /// Bytes of the manifest: each of its names may stand in it once and be meant often.
    pub const MANIFEST: u64 = 4 << 20;
    /// Bytes of an identifier in the manifest.
    pub const IDENTIFIER: usize = 256;
}

/// Returns the entry that a component is.
pub fn component_entry(id: &str) -> String {
    format!("components/{id}.wasm")
}

/// A pack that was read.
#[derive(Clone, Debug)]
pub struct Pack {
    manifest: PackManifest,
    entries: BTreeMap<String, Vec<u8>>,
}

impl Pack {
    /// Reads a pack within the [`limits`]. Nothing is written anywhere.
    ///
    /// # Errors
    ///
    /// - [`Error::Pack`] if it is no zip, or has entries that no pack has: with names that
    ///   lead elsewhere or are there twice, that lie within each other, links, encrypted
    ///   ones; or if its manifest cannot be read.
    /// - [`Error::TooLarge`] if it has more than it may.
    pub fn read(file: &[u8]) -> Result<Self, Error> {
        let entries = archive::read(file)?;
        let Some(manifest) = entries.get(MANIFEST) else {
            return Err(Error::pack(
                MANIFEST,
                "is not there, so this is no pack that the platform runs; build one with \
                 `greentic-tiny pack build`",
            ));
        };
        let manifest = verify::manifest(manifest)?;
        Ok(Self { manifest, entries })
    }

    /// Returns the manifest.
    pub fn manifest(&self) -> &PackManifest {
        &self.manifest
    }

    /// Returns the entries with their content, by name.
    pub fn entries(&self) -> &BTreeMap<String, Vec<u8>> {
        &self.entries
    }

    /// Tells whether somebody signed the pack. Nothing here checks it.
    pub fn is_signed(&self) -> bool {
        SIGNATURES
            .iter()
            .any(|name| self.entries.contains_key(*name))
    }

    /// Looks for what is wrong with the pack: entries against their hashes, components
    /// against the manifest, descriptions and manifests in components.
    pub fn problems(&self) -> Vec<Problem> {
        verify::problems(self)
    }
}

impl Error {
    /// Makes an error of one problem with a pack.
    pub(crate) fn pack(place: impl Into<String>, message: impl Into<String>) -> Self {
        Self::Pack {
            problems: vec![Problem::new(place, message)],
        }
    }
}
