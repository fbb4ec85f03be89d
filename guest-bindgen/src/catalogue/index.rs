//! The index of a folder of bindings: a module for each package.

use super::Catalogue;

/// Returns the modules of the packages of `catalogue`, and of the `revisions`
/// that stand below it, each behind its feature. Those of a revision need none.
pub(crate) fn modules(catalogue: &Catalogue, revisions: &[Catalogue]) -> String {
    let mut text = String::new();
    for package in &catalogue.packages {
        if catalogue.revision.is_none() {
            text += &format!("#[cfg(feature = \"{}\")]\n", package.feature);
        }
        text += &format!("pub mod {};\n", catalogue.module(package));
    }
    for revision in revisions.iter().filter_map(|catalogue| catalogue.revision) {
        text += &format!(
            "#[cfg(feature = \"{}\")]\npub mod {};\n",
            revision.feature, revision.module
        );
    }
    text
}
