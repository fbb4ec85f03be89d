//! All packages, as `wit/` and its `packages.toml` have them: which feature
//! switches a package on, where its bindings are, what it needs.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use serde::Deserialize;
use wit_parser::{InterfaceId, PackageId, Resolve, WorldKey};

/// Where the WIT is, as seen from this package.
pub(crate) const WIT: &str = "../wit";

/// A text of the WIT: the usual one, or a revision of it.
#[derive(Debug)]
pub(crate) struct Catalogue {
    /// Empty for the usual one.
    pub(crate) revision: &'static str,
    /// Its folder.
    pub(crate) folder: &'static str,
    pub(crate) resolve: Resolve,
    /// By name.
    pub(crate) packages: Vec<Package>,
}

/// A package, and how authors reach it.
#[derive(Debug)]
pub(crate) struct Package {
    pub(crate) id: PackageId,
    /// With its version.
    pub(crate) name: String,
    pub(crate) feature: String,
    /// Module and version below `greentic_guest`.
    pub(crate) path: (String, String),
    /// The interface that the path leads to, where it is not all of them.
    pub(crate) interface: Option<String>,
    /// The features of the packages whose types it uses.
    pub(crate) needs: BTreeSet<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Entry {
    feature: String,
    path: String,
    interface: Option<String>,
}

/// All there are.
pub(crate) fn all() -> [Catalogue; 2] {
    [
        Catalogue::read("", WIT),
        Catalogue::read("0.4.113", "../wit/revisions/0.4.113"),
    ]
}

impl Catalogue {
    fn read(revision: &'static str, folder: &'static str) -> Self {
        let mut resolve = Resolve::new();
        let (root, _) = resolve.push_path(folder).expect("the WIT");
        let file = Path::new(folder).join("packages.toml");
        let text = std::fs::read_to_string(&file).expect("the list of packages");
        let mut entries: BTreeMap<String, Entry> =
            toml::from_str(&text).unwrap_or_else(|error| panic!("{}: {error}", file.display()));
        let ids: Vec<_> = resolve
            .packages
            .iter()
            .map(|(id, package)| (id, package.name.to_string()))
            .filter(|(id, _)| *id != root)
            .collect();
        let mut packages: Vec<_> = ids
            .into_iter()
            .map(|(id, name)| {
                let entry = entries
                    .remove(&name)
                    .unwrap_or_else(|| panic!("{} says nothing of {name}", file.display()));
                let (module, version) = entry.path.split_once("::").expect("module and version");
                Package {
                    id,
                    name,
                    feature: entry.feature,
                    path: (module.into(), version.into()),
                    interface: entry.interface,
                    needs: BTreeSet::new(),
                }
            })
            .collect();
        let unknown: Vec<_> = entries.keys().collect();
        assert!(
            unknown.is_empty(),
            "{}: no packages {unknown:?}",
            file.display()
        );
        packages.sort_by(|a, b| a.name.cmp(&b.name));
        for at in 0..packages.len() {
            packages[at].needs = needs(&resolve, &packages, &packages[at]);
        }
        Self {
            revision,
            folder,
            resolve,
            packages,
        }
    }

    /// What a package says of itself in its first sentence.
    pub(crate) fn summary(&self, package: &Package) -> String {
        first_sentence(self.resolve.packages[package.id].docs.contents.as_deref())
    }

    /// The module that the bindings of a package are generated into.
    pub(crate) fn module(&self, package: &Package) -> String {
        let name = &self.resolve.packages[package.id].name;
        let version = name.version.as_ref().map(ToString::to_string);
        format!(
            "{}_{}_{}",
            name.namespace,
            name.name,
            version.unwrap_or_default()
        )
        .replace(['-', '.'], "_")
    }

    /// The interfaces of a package: name, directions in which worlds of the
    /// package have it, number of functions.
    pub(crate) fn interfaces(&self, package: &Package) -> Vec<(String, String, usize)> {
        let interfaces = &self.resolve.packages[package.id].interfaces;
        interfaces
            .iter()
            .map(|(name, &id)| {
                let functions = self.resolve.interfaces[id].functions.len();
                (name.clone(), self.direction(package, id), functions)
            })
            .collect()
    }

    fn direction(&self, package: &Package, interface: InterfaceId) -> String {
        let mut directions = BTreeSet::new();
        let worlds = self.resolve.packages[package.id].worlds.values();
        for world in worlds.map(|&world| &self.resolve.worlds[world]) {
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
            let types = self.resolve.interfaces[interface].functions.is_empty();
            return if types { "types" } else { "import" }.to_owned();
        }
        directions.into_iter().collect::<Vec<_>>().join(", ")
    }
}

fn needs(resolve: &Resolve, packages: &[Package], package: &Package) -> BTreeSet<String> {
    let interfaces = resolve.packages[package.id].interfaces.values();
    interfaces
        .flat_map(|&interface| resolve.interface_direct_deps(interface))
        .filter_map(|interface| resolve.interfaces[interface].package)
        .filter_map(|id| packages.iter().find(|other| other.id == id))
        .map(|other| other.feature.clone())
        .filter(|feature| *feature != package.feature)
        .collect()
}

/// The first sentence of a text, without its full stop.
fn first_sentence(text: Option<&str>) -> String {
    let text: Vec<_> = text.unwrap_or_default().split_whitespace().collect();
    let text = text.join(" ");
    let end = text.find(". ").unwrap_or(text.len());
    text[..end].trim_end_matches('.').to_owned()
}
