//! Packs from components.

use std::collections::BTreeMap;

use greentic_types::validate::{Severity, validate_pack_manifest_core};
use greentic_types::{PackManifest, SecretRequirement, encode_pack_manifest};
use serde_json::{Value, json};

use super::{INVENTORY, MANIFEST, archive, component_entry, inventory, limits};
use crate::description::{Description, SIDECAR};
use crate::error::{Error, Problem};
use crate::manifest::{ExternNames, Manifest};
use crate::unknown;

/// The form that manifests of packs have.
const SCHEMA: &str = "pack-v1";

/// The author's part of a pack: the fields of its manifest in JSON, with the names of
/// `greentic-types`. In place of the components it has the paths of their manifests.
#[derive(Clone, Debug)]
pub struct About {
    manifest: PackManifest,
    components: Vec<String>,
}

/// A component of a pack.
#[derive(Clone, Debug)]
pub struct Part {
    /// Its manifest.
    pub manifest: Manifest,
    /// The component, of whatever hash: a pack lists those of its entries.
    pub component: Vec<u8>,
    /// Its description, for hosts that do not run it.
    pub description: Option<Description>,
}

impl About {
    /// Reads what an author says.
    ///
    /// # Errors
    ///
    /// - [`Error::Pack`] with what is wrong with it.
    /// - [`Error::TooLarge`] above [`limits::MANIFEST`].
    pub fn parse(text: &str) -> Result<Self, Error> {
        if text.len() as u64 > limits::MANIFEST {
            return Err(Error::TooLarge {
                what: "the text of the pack".into(),
                is: text.len() as u64,
                unit: "bytes",
                limit: limits::MANIFEST,
                remedy: "shorten its flows and texts",
            });
        }
        let mut value: Value = serde_json::from_str(text)
            .map_err(|error| Error::pack("pack", format!("is no JSON: {error}")))?;
        let Some(fields) = value.as_object_mut() else {
            return Err(Error::pack(
                "pack",
                "is no object of JSON; write the fields of its manifest between { and }",
            ));
        };
        let listed = fields.remove("components").unwrap_or(json!([]));
        let components = serde_json::from_value(listed).map_err(|_| {
            Error::pack(
                "components",
                "is no list of paths; it names a component.manifest.json for each component",
            )
        })?;
        fields.entry("schema_version").or_insert(SCHEMA.into());
        let manifest: PackManifest = serde_json::from_value(value.clone())
            .map_err(|error| Error::pack("pack", error.to_string()))?;
        let problems = unknown::fields(&value, &manifest);
        if !problems.is_empty() {
            return Err(Error::Pack { problems });
        }
        Ok(Self {
            manifest,
            components,
        })
    }

    /// Returns the paths of the components' manifests, from the folder of the text.
    pub fn components(&self) -> &[String] {
        &self.components
    }

    /// Returns the pack. The same parts give the same bytes, in whatever order.
    ///
    /// # Errors
    ///
    /// - [`Error::Pack`] if the platform would not take it.
    /// - [`Error::Component`] if a part is no component.
    /// - [`Error::Manifest`] if a part cannot be in a pack.
    /// - [`Error::TooLarge`] above the [`limits`].
    pub fn build(&self, parts: &[Part]) -> Result<Vec<u8>, Error> {
        let mut manifest = self.manifest.clone();
        let mut entries = BTreeMap::new();
        for part in parts {
            let component = part.manifest.in_packs()?;
            let name = component_entry(component.id.as_str());
            ExternNames::of(&part.component)
                .map_err(|error| Error::pack(&*name, error.to_string()))?;
            if let Some(description) = &part.description {
                let sidecar = description.sidecar()?.to_vec();
                entries.insert(format!("{name}{SIDECAR}"), sidecar);
            }
            entries.insert(name, part.component.clone());
            manifest.components.push(component.clone());
        }
        manifest.components.sort_by(|a, b| a.id.cmp(&b.id));
        if manifest.secret_requirements.is_empty() {
            manifest.secret_requirements = secrets(parts);
        }
        check(&manifest)?;
        let encoded = encode_pack_manifest(&manifest)
            .map_err(|error| Error::pack(MANIFEST, format!("cannot be written: {error}")))?;
        // What is written can be read again.
        super::verify::manifest(&encoded)?;
        entries.insert(MANIFEST.into(), encoded);
        let inventory = inventory::of(&entries)?;
        let first = entries.get_key_value(MANIFEST);
        let rest = entries.iter().filter(|(name, _)| *name != MANIFEST);
        let all = first.into_iter().chain(rest);
        let all = all.map(|(name, bytes)| (&**name, &**bytes));
        archive::write(all.chain([(INVENTORY, &*inventory)]))
    }
}

/// Returns the secrets of all parts, each once.
fn secrets(parts: &[Part]) -> Vec<SecretRequirement> {
    let mut secrets: Vec<&SecretRequirement> = Vec::new();
    for secret in parts
        .iter()
        .flat_map(|part| &part.manifest.content().secret_requirements)
    {
        if !secrets.contains(&secret) {
            secrets.push(secret);
        }
    }
    let place = |secret: &SecretRequirement| {
        let scope = secret.scope.as_ref();
        let scope =
            scope.map(|scope| (scope.env.clone(), scope.tenant.clone(), scope.team.clone()));
        (secret.key.as_str().to_owned(), scope)
    };
    secrets.sort_by_key(|secret| place(secret));
    secrets.into_iter().cloned().collect()
}

/// Holds a manifest against the rules of the platform.
fn check(manifest: &PackManifest) -> Result<(), Error> {
    let problems: Vec<_> = problems(manifest);
    if problems.is_empty() {
        return Ok(());
    }
    Err(Error::Pack { problems })
}

/// Returns what the platform finds wrong with a manifest.
pub(super) fn problems(manifest: &PackManifest) -> Vec<Problem> {
    validate_pack_manifest_core(manifest)
        .into_iter()
        .filter(|found| found.severity == Severity::Error)
        .map(|found| {
            let hint = found
                .hint
                .map_or_else(String::new, |hint| format!(" {hint}"));
            let place = found.path.unwrap_or_else(|| MANIFEST.into());
            Problem::new(place, format!("{}{hint}", found.message))
        })
        .collect()
}
