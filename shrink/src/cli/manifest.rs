//! The manifest of a component, which has its hash.

use std::path::Path;

use anyhow::{Context as _, Result};
use greentic_command::{Failure, files};

/// Returns the text of a manifest with the hash of this component.
///
/// # Errors
///
/// It cannot be read, or has no place for a hash.
pub(super) fn renewed(path: &Path, component: &[u8]) -> Result<String> {
    let context = || files::name(path);
    let text = String::from_utf8(files::read(path)?)
        .map_err(|error| Failure::unusable(error.to_string()))
        .with_context(context)?;
    greentic_packs::hash::renewed(&text, component)
        .map_err(|error| Failure::unusable(error.to_string()))
        .with_context(context)
}
