//! How authors reach the bindings: modules, features, and the list of what can
//! be exported.

use std::collections::BTreeMap;

use super::catalogue::{Catalogue, Package};
use super::names::snake;

/// Names that the guest crate has for a direction of their own.
const ALIASES: [(&str, &str); 2] = [
    ("distributor-api-imports", "distributor-api"),
    ("distributor-api-v1-1-imports", "distributor-api-v1-1"),
];

const GENERATED: &str = "//!\n//! Generated from `wit/`. Do not edit.\n\n";

/// `worlds/mod.rs`, or that of a revision.
pub(crate) fn index(catalogue: &Catalogue, revisions: &[Catalogue]) -> String {
    let about = catalogue.revision.map_or_else(
        || "The bindings of every WIT package, a module each.".to_owned(),
        |revision| revision.about.to_owned(),
    );
    let mut text: String = about.lines().map(|line| format!("//! {line}\n")).collect();
    text += GENERATED;
    for package in &catalogue.packages {
        if catalogue.revision.is_none() {
            text += &format!("#[cfg(feature = \"{}\")]\n", package.feature);
        }
        text += &format!("pub mod {};\n", catalogue.module(package.id));
    }
    for revision in revisions.iter().filter_map(|catalogue| catalogue.revision) {
        text += &format!(
            "#[cfg(feature = \"{}\")]\npub mod {};\n",
            revision.feature, revision.module
        );
    }
    text
}

/// `paths.rs`: the modules that authors name.
pub(crate) fn paths(catalogues: &[Catalogue]) -> String {
    let mut text = String::from(
        "// Where the bindings of each package are found: the paths of the guest crate.\n//\n\
         // Generated from `wit/packages.toml`. Do not edit.\n",
    );
    for catalogue in catalogues {
        let Some(revision) = catalogue.revision else {
            modules(catalogue, "crate::bindings::worlds", &mut text);
            continue;
        };
        text += "\n";
        for line in revision.about.lines() {
            text += &format!("/// {line}\n");
        }
        text += &format!(
            "#[cfg(feature = \"{}\")]\npub mod {} {{\n",
            revision.feature, revision.module
        );
        let worlds = format!("crate::bindings::worlds::{}", revision.module);
        modules(catalogue, &worlds, &mut text);
        text += "}\n";
    }
    text
}

fn modules(catalogue: &Catalogue, worlds: &str, text: &mut String) {
    let mut names: BTreeMap<&str, Vec<&Package>> = BTreeMap::new();
    for package in &catalogue.packages {
        names.entry(&package.path.0).or_default().push(package);
    }
    let gated = catalogue.revision.is_none();
    for (name, packages) in names {
        let wit = packages[0].name.split('@').next().unwrap_or_default();
        *text += &match &*packages {
            [only] => format!("\n/// {}: `{wit}`.\n", catalogue.summary(only)),
            _ => format!("\n/// `{wit}`, a module for each version.\n"),
        };
        if gated {
            let features: Vec<_> = packages
                .iter()
                .map(|package| format!("feature = \"{}\"", package.feature))
                .collect();
            *text += &match &*features {
                [only] => format!("#[cfg({only})]\n"),
                _ => format!("#[cfg(any({}))]\n", features.join(", ")),
            };
        }
        *text += &format!("pub mod {name} {{\n");
        for package in &packages {
            if gated && packages.len() > 1 {
                *text += &format!("#[cfg(feature = \"{}\")]\n", package.feature);
            }
            let interface = package
                .interface
                .as_ref()
                .map(|interface| format!("::{}", snake(interface)))
                .unwrap_or_default();
            *text += &format!(
                "#[doc(inline)]\npub use {worlds}::{}{interface} as {};\n",
                catalogue.module(package.id),
                package.path.1
            );
        }
        *text += "}\n";
    }
}

/// `exports.rs`: everything that a component may export.
pub(crate) fn exports(catalogues: &[Catalogue]) -> String {
    let mut text = String::from(
        "// Every interface that components export, of all revisions.\n//\n\
         // Generated from `wit/`. Do not edit.\n\n\
         use super::Export;\n\n\
         /// Every interface that components export, as far as its feature is on. One\n\
         /// name and version stands more than once where revisions differ in it.\n\
         pub const EXPORTS: &[Export] = &[\n",
    );
    for catalogue in catalogues {
        let revision = catalogue.revision.map(|revision| revision.module);
        for package in &catalogue.packages {
            for (name, &id) in &catalogue.resolve.packages[package.id].interfaces {
                if !catalogue.directions(id).exported {
                    continue;
                }
                let prefix = revision
                    .map(|module| format!("{module}::"))
                    .unwrap_or_default();
                let module = snake(name);
                let file = catalogue.module(package.id);
                let path = if package.interface.as_ref() == Some(name) {
                    String::new()
                } else {
                    format!("::{module}")
                };
                text += &format!(
                    "#[cfg(feature = \"{}\")]\nExport {{\n\
                     name: super::worlds::{prefix}{file}::{module}::NAME,\n\
                     module: \"{prefix}{}::{}{path}\",\n\
                     fit: super::worlds::{prefix}{file}::{module}::fit,\n}},\n",
                    catalogue.feature(package),
                    package.path.0,
                    package.path.1,
                );
            }
        }
    }
    text + "];\n"
}

/// The features of `Cargo.toml`.
pub(crate) fn features(catalogues: &[Catalogue]) -> String {
    let list = |names: &[&str]| {
        let names: Vec<_> = names.iter().map(|name| format!("\"{name}\"")).collect();
        match names.len() {
            0..=3 => format!("[{}]", names.join(", ")),
            _ => format!("[\n    {},\n]", names.join(",\n    ")),
        }
    };
    let usual = &catalogues[0];
    let mut all: Vec<_> = usual
        .packages
        .iter()
        .map(|package| &*package.feature)
        .collect();
    let revisions = || catalogues.iter().filter_map(|catalogue| catalogue.revision);
    all.extend(revisions().map(|revision| revision.feature));
    let mut text = format!("# All bindings there are.\nwit-all = {}\n", list(&all));
    for package in &usual.packages {
        let needs: Vec<_> = package.needs.iter().map(|name| &**name).collect();
        text += &format!(
            "# {}:\n# `{}`, at `bindings::{}::{}`.\n{} = {}\n",
            usual.summary(package),
            package.name,
            package.path.0,
            package.path.1,
            package.feature,
            list(&needs)
        );
    }
    for (alias, feature) in ALIASES {
        text += &format!(
            "# Another name for `{feature}`, which has both directions.\n\
             {alias} = [\"{feature}\"]\n"
        );
    }
    for revision in revisions() {
        for line in revision.about.lines() {
            text += &format!("# {line}\n");
        }
        text += &format!(
            "# They are at `bindings::{}`.\n{} = []\n",
            revision.module, revision.feature
        );
    }
    text
}
