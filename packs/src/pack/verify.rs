//! Checks of a pack that could be read.

use ciborium::Value;
use greentic_types::pack::extensions::component_sources::ArtifactLocationV1;
use greentic_types::{PackManifest, decode_pack_manifest};

use super::{MANIFEST, Pack, build, component_entry, inventory, limits};
use crate::cbor;
use crate::description::{Description, SIDECAR};
use crate::error::{Error, Problem};
use crate::manifest::ExternNames;
use crate::section;

/// Reads the manifest of a pack.
///
/// # Errors
///
/// - [`Error::Pack`] if it is none.
/// - [`Error::TooLarge`] above the [`limits`].
pub(super) fn manifest(bytes: &[u8]) -> Result<PackManifest, Error> {
    if bytes.len() as u64 > limits::MANIFEST {
        return Err(Error::TooLarge {
            what: MANIFEST.into(),
            is: bytes.len() as u64,
            unit: "bytes",
            limit: limits::MANIFEST,
            remedy: "shorten the schemas and texts in it",
        });
    }
    let value: Value = cbor::read(bytes).map_err(|why| Error::pack(MANIFEST, why))?;
    identifiers(&value)?;
    decode_pack_manifest(bytes).map_err(|error| {
        let error: String = error.to_string().chars().take(200).collect();
        Error::pack(
            MANIFEST,
            format!("is no manifest of the form `pack-v1`: {error}; build the pack anew"),
        )
    })
}

/// Fails over long names in the tables of a manifest. Nodes and components are numbers
/// that stand for them, and each number becomes a copy.
fn identifiers(manifest: &Value) -> Result<(), Error> {
    let field = |value: &Value, name: &str| {
        let fields = value.as_map()?;
        let found = fields.iter().find(|(key, _)| key.as_text() == Some(name));
        Some(found?.1.clone())
    };
    let Some(tables) = field(manifest, "symbols") else {
        return Ok(());
    };
    let tables = tables.as_map().into_iter().flatten();
    let names = tables.filter_map(|(_, table)| table.as_array()).flatten();
    let longest = names.filter_map(Value::as_text).map(str::len).max();
    match longest {
        Some(longest) if longest > limits::IDENTIFIER => Err(Error::TooLarge {
            what: "an identifier in the manifest".into(),
            is: longest as u64,
            unit: "bytes",
            limit: limits::IDENTIFIER as u64,
            remedy: "shorten it",
        }),
        _ => Ok(()),
    }
}

/// Looks for what is wrong with a pack.
pub(super) fn problems(pack: &Pack) -> Vec<Problem> {
    let mut problems = inventory::problems(&pack.entries);
    problems.extend(build::problems(&pack.manifest));
    problems.extend(absent(pack));
    for (name, bytes) in &pack.entries {
        if let Some(why) = entry(pack, name, bytes) {
            problems.push(Problem::new(name, why));
        }
    }
    problems
}

/// Looks for components of the manifest that the pack does not have.
fn absent(pack: &Pack) -> Vec<Problem> {
    let sources = match pack.manifest.get_component_sources_v1() {
        Ok(sources) => sources.map_or_else(Vec::new, |sources| sources.components),
        Err(error) => return vec![Problem::new(MANIFEST, error.to_string())],
    };
    let elsewhere = |id: &str| {
        sources.iter().any(|source| {
            let named = source
                .component_id
                .as_ref()
                .map_or(&*source.name, |id| id.as_str());
            named == id
                && match &source.artifact {
                    ArtifactLocationV1::Inline { wasm_path, .. } => {
                        pack.entries.contains_key(wasm_path)
                    }
                    ArtifactLocationV1::Remote => true,
                }
        })
    };
    let missing = pack.manifest.components.iter().filter(|component| {
        let id = component.id.as_str();
        !pack.entries.contains_key(&component_entry(id)) && !elsewhere(id)
    });
    missing
        .map(|component| {
            let id = component.id.as_str();
            let message = format!("is not there, and the manifest has the component `{id}`");
            Problem::new(component_entry(id), message)
        })
        .collect()
}

/// Says what is wrong with an entry.
fn entry(pack: &Pack, name: &str, bytes: &[u8]) -> Option<String> {
    if name.ends_with(SIDECAR) {
        let read = Description::from_cbor(bytes);
        let read = read.and_then(|description| description.sidecar().map(drop));
        return read.err().map(|error| error.to_string());
    }
    let id = name.strip_prefix("components/")?.strip_suffix(".wasm")?;
    let seen = ExternNames::of(bytes).and_then(|_| section::read(bytes));
    let carried = match seen {
        Err(error) => return Some(error.to_string()),
        Ok(carried) => carried?,
    };
    let listed = pack
        .manifest
        .components
        .iter()
        .find(|component| component.id.as_str() == id)?;
    let version = listed.version.to_string();
    (carried.id != id || carried.version != version).then(|| {
        format!(
            "carries the manifest of {} {}, and that of the pack has {id} {version}",
            carried.id, carried.version
        )
    })
}
