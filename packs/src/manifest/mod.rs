//! `component.manifest.json`: what the platform wants to know of a component before it
//! takes it into a pack.

mod content;
mod rules;
mod schema;
mod start;

use greentic_types::ComponentManifest;
use serde_json::Value;

use crate::{Error, hash};

pub use content::{Content, Limits, Provenance, Telemetry};
pub use start::{ExternNames, Start, start};

/// Bytes that a manifest may have. Those of the platform have a few thousand.
pub const MOST_BYTES: usize = 1 << 20;

/// A manifest that the platform takes.
#[derive(Clone, Debug)]
pub struct Manifest {
    text: String,
    content: Content,
    in_packs: Result<ComponentManifest, String>,
    artifact: String,
}

impl Manifest {
    /// Reads a manifest and holds it against the platform's schema, and against the rules
    /// that its tools have beside that.
    ///
    /// # Errors
    ///
    /// - [`Error::Manifest`] with all that the schema finds, or with the first rule that
    ///   is broken.
    /// - [`Error::TooLarge`] above [`MOST_BYTES`].
    pub fn parse(text: &str) -> Result<Self, Error> {
        if text.len() > MOST_BYTES {
            return Err(Error::TooLarge {
                what: "the manifest".into(),
                is: text.len() as u64,
                unit: "bytes",
                limit: MOST_BYTES as u64,
                remedy: "shorten its schemas and texts",
            });
        }
        let mut value: Value = serde_json::from_str(text)
            .map_err(|error| Error::manifest("manifest", format!("is no JSON: {error}")))?;
        // As it is written. One that no pack can take may still be a manifest.
        let in_packs = serde_json::from_value(value.clone()).map_err(|error| error.to_string());
        rules::complete(&mut value);
        schema::check(&value)?;
        let artifact = value["artifacts"]["component_wasm"]
            .as_str()
            .unwrap_or_default()
            .to_owned();
        let mut content: Content = serde_json::from_value(value)
            .map_err(|error| Error::manifest("manifest", error.to_string()))?;
        rules::join_secrets(&mut content)?;
        rules::check(&content, &artifact)?;
        Ok(Self {
            text: text.to_owned(),
            content,
            in_packs,
            artifact,
        })
    }

    /// Returns what the manifest says, but for where the component is and its hash: that
    /// is what a component carries in itself.
    pub fn content(&self) -> &Content {
        &self.content
    }

    /// Returns the path of the component, from the folder of the manifest.
    pub fn artifact(&self) -> &str {
        &self.artifact
    }

    /// Compares the hash with that of the component.
    ///
    /// # Errors
    ///
    /// - [`Error::Hash`] if they differ.
    pub fn check_hash(&self, component: &[u8]) -> Result<(), Error> {
        hash::check(&self.text, component)
    }

    /// Returns the manifest as it stands in the manifest of a pack.
    ///
    /// # Errors
    ///
    /// - [`Error::Manifest`] if it cannot: identifiers in packs have ASCII letters, digits,
    ///   `.`, `_` and `-` only.
    pub fn in_packs(&self) -> Result<&ComponentManifest, Error> {
        self.in_packs.as_ref().map_err(|why| {
            let place = format!("the manifest of `{}`", self.content.id);
            let message = format!(
                "cannot be in a pack: {why}; identifiers there have ASCII letters, digits, `.`, \
                 `_` and `-` only"
            );
            Error::manifest(place, message)
        })
    }
}
