//! The features by which authors switch bindings on.

use super::{Catalogue, Revision};

/// Those that most nodes need.
const DEFAULT: [&str; 3] = ["component-v0-5", "describe-v1", "secrets-store-v1"];

/// Names that the published crates have for a direction of their own.
const ALIASES: [(&str, &str); 2] = [
    ("distributor-api-imports", "distributor-api"),
    ("distributor-api-v1-1-imports", "distributor-api-v1-1"),
];

/// Returns the features of `guest/Cargo.toml`.
pub fn guest(texts: &[Catalogue]) -> String {
    let mut text = format!("# What most nodes need.\ndefault = {}\n", list(&DEFAULT));
    text += &all(texts, "greentic_guest");
    for catalogue in texts {
        text += &one_revision(catalogue, |revision| {
            format!(
                "# The packages that have other shapes in revision {}, at\n# `greentic_guest::{}`.\n",
                revision.name, revision.module
            )
        });
    }
    text
}

/// Returns the features of `host-shim/Cargo.toml`.
pub fn host(shapes: &[Catalogue]) -> String {
    let mut text = all(shapes, "bindings");
    for catalogue in shapes {
        text += &one_revision(catalogue, |revision| {
            let lines = revision.about.lines();
            let about: String = lines.map(|line| format!("# {line}\n")).collect();
            format!("{about}# They are at `bindings::{}`.\n", revision.module)
        });
    }
    text
}

/// Writes the feature of a revision, which switches on what its packages use of
/// the usual text; nothing for the latter. `about` writes the comment above it.
fn one_revision(catalogue: &Catalogue, about: impl Fn(&Revision) -> String) -> String {
    let Some(revision) = &catalogue.revision else {
        return String::new();
    };
    let needs: Vec<_> = catalogue.unchanged().map(|one| &*one.feature).collect();
    format!(
        "{}{} = {}\n",
        about(revision),
        revision.feature,
        list(&needs)
    )
}

/// Returns `true` for a feature that most nodes need.
pub(super) fn is_default(feature: &str) -> bool {
    DEFAULT.contains(&feature)
}

/// Writes the feature of everything, one for each usual package, and other
/// names of some. `base` is the module that the paths lead from.
fn all(catalogues: &[Catalogue], base: &str) -> String {
    let usual = || catalogues.iter().filter(|one| one.revision.is_none());
    let packages = usual().flat_map(|one| &one.packages);
    let revisions = catalogues.iter().filter_map(|one| one.revision);
    let names: Vec<_> = packages
        .map(|package| &*package.feature)
        .chain(revisions.map(|revision| revision.feature))
        .collect();
    let mut text = format!("# All bindings there are.\nwit-all = {}\n", list(&names));
    for catalogue in usual() {
        for package in &catalogue.packages {
            let needs: Vec<_> = package.needs.iter().map(|name| &**name).collect();
            text += &format!(
                "# {}:\n# `{}`, at `{base}::{}::{}`.\n{} = {}\n",
                catalogue.summary(package),
                package.name,
                package.path.0,
                package.path.1,
                package.feature,
                list(&needs)
            );
        }
    }
    for (alias, feature) in ALIASES {
        text += &format!(
            "# Another name for `{feature}`, which has both directions.\n{alias} = [\"{feature}\"]\n"
        );
    }
    text
}

fn list(names: &[&str]) -> String {
    let names: Vec<_> = names.iter().map(|name| format!("\"{name}\"")).collect();
    match names.len() {
        0..=3 => format!("[{}]", names.join(", ")),
        _ => format!("[\n    {},\n]", names.join(",\n    ")),
    }
}
