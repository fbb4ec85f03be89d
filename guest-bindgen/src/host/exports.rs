//! Every interface that components export, as a list of the host's and as one of
//! its tests.

use super::directions::directions;
use crate::Error;
use crate::catalogue::Catalogue;
use crate::wit::names::snake;

/// An interface that components export.
struct Export {
    feature: String,
    /// The module of its bindings below that of all.
    bindings: String,
    /// The module by which authors reach it.
    path: String,
}

/// Returns `exports.rs`. It is not formatted.
pub(super) fn list(shapes: &[Catalogue]) -> Result<String, Error> {
    let mut text = String::from(
        "// Every interface that components export, of all revisions.\n//\n\
         // Generated from `wit/`. Do not edit.\n\n\
         use super::Export;\n\n\
         /// Every interface that components export, as far as its feature is on. One\n\
         /// name and version stands more than once where revisions differ in it.\n\
         pub const EXPORTS: &[Export] = &[\n",
    );
    for export in exports(shapes)? {
        let Export {
            feature,
            bindings,
            path,
        } = export;
        text += &format!(
            "#[cfg(feature = \"{feature}\")]\nExport {{\n\
             name: super::worlds::{bindings}::NAME,\n\
             module: \"{path}\",\n\
             fit: super::worlds::{bindings}::fit,\n}},\n",
        );
    }
    Ok(text + "];\n")
}

/// Returns the modules of the list, for the macro `loads!` of the host's tests:
/// a module cannot be made of a text there.
///
/// # Errors
///
/// [`Error::Unsupported`] where no world has an interface.
pub fn loads(shapes: &[Catalogue]) -> Result<String, Error> {
    let modules: String = exports(shapes)?
        .into_iter()
        .map(|export| format!("    {};\n", export.path))
        .collect();
    Ok(format!(
        "// Every module of `EXPORTS`. Generated from `wit/`. Do not edit.\nloads! {{\n{modules}}}\n"
    ))
}

fn exports(shapes: &[Catalogue]) -> Result<Vec<Export>, Error> {
    let mut exports = Vec::new();
    for catalogue in shapes {
        let prefix = catalogue
            .revision
            .map_or_else(String::new, |revision| format!("{}::", revision.module));
        for package in catalogue.own() {
            let file = catalogue.module(package);
            for (name, &id) in &catalogue.resolve().packages[package.id].interfaces {
                if !directions(catalogue.resolve(), id)?.exported {
                    continue;
                }
                let module = snake(name);
                let (parent, version) = &package.path;
                let mut path = format!("{prefix}{parent}::{version}");
                if package.interface.as_ref() != Some(name) {
                    path += &format!("::{module}");
                }
                exports.push(Export {
                    feature: catalogue.feature(package).to_owned(),
                    bindings: format!("{prefix}{file}::{module}"),
                    path,
                });
            }
        }
    }
    Ok(exports)
}
