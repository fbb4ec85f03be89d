//! Bindings for hosts: types, and what stands in the macros that make a `Guest`
//! or a `Host` of an interface. For `greentic-host-shim`, which has the macros.

mod directions;
mod exports;
mod interfaces;
mod names;
mod scope;
mod types;

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use wit_component::WitPrinter;
use wit_parser::Resolve;

pub use directions::{Directions, directions};
pub use exports::loads;

use crate::Error;
use crate::catalogue::{self, Catalogue, paths};

/// Returns all files below `host-shim/src/bindings` that are not by hand. They
/// are not formatted.
///
/// # Errors
///
/// [`Error::Unsupported`] where something cannot be represented.
pub fn files(shapes: &[Catalogue]) -> Result<BTreeMap<PathBuf, String>, Error> {
    let mut files = BTreeMap::from([
        ("paths.rs".into(), paths::host(shapes)),
        ("exports.rs".into(), exports::list(shapes)?),
    ]);
    for catalogue in shapes {
        let module = catalogue.revision.map_or("", |revision| revision.module);
        let folder = Path::new("worlds").join(module);
        let below = match catalogue.revision {
            None => shapes,
            Some(_) => &[],
        };
        files.insert(folder.join("mod.rs"), index(catalogue, below));
        let writer = Writer {
            resolve: catalogue.resolve(),
        };
        for package in catalogue.own() {
            scope::check(catalogue.resolve(), package.id)?;
            let name = format!("{}.rs", catalogue.module(package));
            files.insert(folder.join(name), writer.package(package.id)?);
        }
    }
    Ok(files)
}

/// Returns the packages of each catalogue as one text without comments, by the
/// name of its file: what the command of the host holds components against.
///
/// # Errors
///
/// [`Error::Encode`] where the WIT cannot be written.
pub fn packages(shapes: &[Catalogue]) -> Result<BTreeMap<PathBuf, String>, Error> {
    shapes
        .iter()
        .map(|catalogue| {
            let name = catalogue.revision.map_or("current", |one| one.module);
            let fail = |cause: String| Error::Encode {
                item: format!("the packages of `{name}`"),
                cause,
            };
            let ids: Vec<_> = catalogue.packages.iter().map(|one| one.id).collect();
            let Some((first, rest)) = ids.split_first() else {
                return Err(fail("there are none".into()));
            };
            let mut printer = WitPrinter::default();
            printer
                .emit_docs(false)
                .print(catalogue.resolve(), *first, rest)
                .map_err(|cause| fail(format!("{cause:#}")))?;
            Ok((format!("{name}.wit").into(), printer.output.to_string()))
        })
        .collect()
}

/// Writes the index of a folder.
fn index(catalogue: &Catalogue, revisions: &[Catalogue]) -> String {
    let about = catalogue.revision.map_or(
        "The bindings of every WIT package, a module each.",
        |revision| revision.about,
    );
    let about: String = about.lines().map(|line| format!("//! {line}\n")).collect();
    format!(
        "{about}//!\n//! Generated from `wit/`. Do not edit.\n\n{}",
        catalogue::index(catalogue, revisions)
    )
}

/// Writes the bindings of packages.
#[derive(Debug)]
struct Writer<'r> {
    resolve: &'r Resolve,
}
