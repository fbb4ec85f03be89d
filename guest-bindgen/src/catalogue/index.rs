//! The index of a folder of bindings: a module for each package.

use super::Catalogue;

/// Returns the modules of the packages of `catalogue`, and of the `revisions`
/// that stand below it, each behind its feature. Those of a revision need none.
pub(crate) fn modules(catalogue: &Catalogue, revisions: &[Catalogue]) -> String {
    let mut text = String::new();
    // Below `super` as those of the revision are: no path has to differ.
    for package in catalogue.unchanged() {
        text += &format!("pub use super::{};\n\n", catalogue.module(package));
    }
    for package in catalogue.own() {
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
