//! Tables that tell of the packages.

use std::collections::BTreeSet;

use wit_parser::{InterfaceId, WorldKey};

use super::features::is_default;
use super::{Catalogue, Package};

/// Returns the table of features in the documentation of the guest.
pub fn features(texts: &[Catalogue]) -> String {
    let mut text =
        String::from("| feature | module | package | what it is |\n| --- | --- | --- | --- |\n");
    for catalogue in texts {
        if let Some(revision) = catalogue.revision {
            text += &format!(
                "| `{}` | `{}` | {} | {} |\n",
                revision.feature,
                revision.module,
                counted(catalogue.own().count()),
                revision.about.replace('\n', " ").trim_end_matches('.')
            );
            continue;
        }
        for package in &catalogue.packages {
            let default = if is_default(&package.feature) {
                " (default)"
            } else {
                ""
            };
            text += &format!(
                "| `{}`{default} | `{}::{}` | `{}` | {} |\n",
                package.feature,
                package.path.0,
                package.path.1,
                package.name,
                catalogue.summary(package)
            );
        }
    }
    text + "| `wit-all` | | | everything |\n"
}

/// Returns the list of what the guest crate has bindings of.
pub fn published(texts: &[Catalogue]) -> String {
    let head = "# Interface, module, feature, revision. Generated from wit/packages.toml.";
    let lines = texts.iter().flat_map(Catalogue::interfaces);
    let mut text = String::new();
    for line in std::iter::once(head.to_owned()).chain(lines) {
        text += &line;
        text.push('\n');
    }
    text
}

/// Returns the table of `wit/README.md`.
pub fn packages(texts: &[Catalogue]) -> String {
    let mut text = String::from(
        "| package | worlds | interfaces | path | short | direction | functions | cargo feature | revision |\n\
         | --- | --- | --- | --- | --- | --- | --- | --- | --- |\n",
    );
    for catalogue in texts {
        let base = catalogue
            .revision
            .map_or_else(String::new, |revision| revision.folder() + "/");
        let mut functions = 0;
        let mut releases = BTreeSet::new();
        for package in catalogue.own() {
            releases.insert(&*package.release);
            let interfaces = interfaces(catalogue, package);
            functions += interfaces.iter().map(|one| one.functions).sum::<usize>();
            let column = |cell: &dyn Fn(&Interface<'_>) -> String| {
                interfaces.iter().map(cell).collect::<Vec<_>>().join("<br>")
            };
            let short = match package.interface {
                Some(_) => format!("`{}`", catalogue.version(package)),
                None => String::new(),
            };
            let worlds: Vec<_> = catalogue.wit.resolve.packages[package.id]
                .worlds
                .keys()
                .map(|name| format!("`{name}`"))
                .collect();
            text += &format!(
                "| [`{}`]({base}deps/{}/package.wit) | {} | {} | {} | {} | {} | {} | `{}` | {} |\n",
                package.name,
                package.name.replace([':', '@'], "-"),
                worlds.join("<br>"),
                column(&|one| format!("`{}`", one.name)),
                column(&|one| format!("`{}`", catalogue.path(package, one.name))),
                short,
                column(&|one| one.direction.clone()),
                column(&|one| one.functions.to_string()),
                package.feature,
                package.release,
            );
        }
        let releases: Vec<_> = releases.into_iter().collect();
        text += &format!(
            "| **{}** | | | | | | **{functions}** | | {} |\n",
            counted(catalogue.own().count()),
            releases.join(", ")
        );
    }
    text
}

fn counted(packages: usize) -> String {
    match packages {
        1 => "1 package".to_owned(),
        _ => format!("{packages} packages"),
    }
}

/// An interface of a package, as the table has it.
struct Interface<'c> {
    name: &'c str,
    /// The directions in which worlds of the package have it.
    direction: String,
    /// The number of its functions.
    functions: usize,
}

fn interfaces<'c>(catalogue: &'c Catalogue, package: &Package) -> Vec<Interface<'c>> {
    let resolve = &catalogue.wit.resolve;
    let interfaces = resolve.packages[package.id].interfaces.iter();
    interfaces
        .map(|(name, &id)| Interface {
            name,
            direction: direction(catalogue, package, id),
            functions: resolve.interfaces[id].functions.len(),
        })
        .collect()
}

/// Returns the directions in which worlds of its package have an interface.
pub(crate) fn direction(
    catalogue: &Catalogue,
    package: &Package,
    interface: InterfaceId,
) -> String {
    let resolve = &catalogue.wit.resolve;
    let mut directions = BTreeSet::new();
    let worlds = resolve.packages[package.id].worlds.values();
    for world in worlds.map(|&world| &resolve.worlds[world]) {
        let key = WorldKey::Interface(interface);
        if world.exports.contains_key(&key) {
            directions.insert("export");
        }
        if world.imports.contains_key(&key) {
            directions.insert("import");
        }
    }
    if directions.is_empty() {
        // No world of the package has it.
        let types = resolve.interfaces[interface].functions.is_empty();
        return if types { "types" } else { "import" }.to_owned();
    }
    directions.into_iter().collect::<Vec<_>>().join(", ")
}
