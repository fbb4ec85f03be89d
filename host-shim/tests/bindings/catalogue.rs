//! All packages of WIT, as `wit/` and its `packages.toml` have them: which
//! feature switches one on, where its bindings are, what it needs.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use serde::Deserialize;
use wit_parser::{InterfaceId, PackageId, Resolve, TypeDefKind, WorldItem, WorldKey};

/// Where the WIT is, as seen from this package.
const WIT: &str = "../wit";

/// Interfaces that a host may implement though no world imports them.
const HOSTED: [&str; 1] = ["greentic:deploy-plan/plan-api@1.0.0"];

/// The usual text of the WIT, or a revision of it.
#[derive(Debug)]
pub(crate) struct Catalogue {
    /// What sets it apart, `None` for the usual one.
    pub(crate) revision: Option<Revision>,
    pub(crate) resolve: Resolve,
    /// By name.
    pub(crate) packages: Vec<Package>,
}

#[derive(Clone, Copy, Debug)]
pub(crate) struct Revision {
    pub(crate) module: &'static str,
    pub(crate) feature: &'static str,
    /// What it is, as documentation.
    pub(crate) about: &'static str,
}

/// A package, and how authors reach it.
#[derive(Debug)]
pub(crate) struct Package {
    pub(crate) id: PackageId,
    /// With its version.
    pub(crate) name: String,
    pub(crate) feature: String,
    /// Module and version below the module of all bindings.
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

/// Whether a component offers an interface, or a host.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Directions {
    pub(crate) exported: bool,
    pub(crate) imported: bool,
}

/// All there are, the usual one first.
pub(crate) fn all() -> Vec<Catalogue> {
    let older = "../wit/revisions/0.4.113";
    vec![
        Catalogue::read(None, WIT),
        Catalogue::read(
            Some(Revision {
                module: "rev_0_4_113",
                feature: "rev-0-4-113",
                about: "The packages that have other shapes in revision 0.4.113, the one that \
                        hosts of\nversion 0.4.113 and later speak, and those that came with it.",
            }),
            older,
        ),
        first_nodes(Catalogue::read(
            Some(Revision {
                module: "rev_0_4_57",
                feature: "rev-0-4-57",
                about: "`greentic:component@0.5.0` as components speak it that were built with \
                        versions\n0.4.57 to 0.4.79: as in revision 0.4.113, without `i18n-id`.",
            }),
            older,
        )),
    ]
}

/// Leaves `greentic:component@0.5.0` alone, and takes `i18n-id` out of it.
fn first_nodes(mut catalogue: Catalogue) -> Catalogue {
    catalogue
        .packages
        .retain(|package| package.name == "greentic:component@0.5.0");
    let [package] = &*catalogue.packages else {
        panic!("one package, not {:?}", catalogue.packages);
    };
    let resolve = &mut catalogue.resolve;
    let node = resolve.packages[package.id].interfaces["node"];
    for record in ["tenant-ctx", "exec-ctx"] {
        let id = resolve.interfaces[node].types[record];
        let TypeDefKind::Record(fields) = &mut resolve.types[id].kind else {
            panic!("{record} is a record");
        };
        let before = fields.fields.len();
        fields.fields.retain(|field| field.name != "i18n-id");
        assert_eq!(fields.fields.len() + 1, before, "{record} has i18n-id");
    }
    catalogue
}

impl Catalogue {
    fn read(revision: Option<Revision>, folder: &str) -> Self {
        let mut resolve = Resolve::new();
        let (root, _) = resolve.push_path(folder).expect("the WIT");
        let file = Path::new(folder).join("packages.toml");
        let text = std::fs::read_to_string(&file).expect("the list of packages");
        let mut entries: BTreeMap<String, Entry> =
            toml::from_str(&text).unwrap_or_else(|error| panic!("{}: {error}", file.display()));
        let mut packages: Vec<_> = resolve
            .packages
            .iter()
            .map(|(id, package)| (id, package.name.to_string()))
            .filter(|(id, _)| *id != root)
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
        packages.sort_by(|a, b| a.name.cmp(&b.name));
        for at in 0..packages.len() {
            packages[at].needs = needs(&resolve, &packages, &packages[at]);
        }
        Self {
            revision,
            resolve,
            packages,
        }
    }

    /// The feature that switches a package on.
    pub(crate) fn feature<'a>(&self, package: &'a Package) -> &'a str {
        self.revision
            .map_or(&*package.feature, |revision| revision.feature)
    }

    /// What a package says of itself in its first sentence.
    pub(crate) fn summary(&self, package: &Package) -> String {
        let text = self.resolve.packages[package.id].docs.contents.as_deref();
        let text: Vec<_> = text.unwrap_or_default().split_whitespace().collect();
        let text = text.join(" ");
        let end = text.find(". ").unwrap_or(text.len());
        text[..end].trim_end_matches('.').to_owned()
    }

    /// The module that the bindings of a package are in.
    pub(crate) fn module(&self, id: PackageId) -> String {
        self.resolve.packages[id]
            .name
            .to_string()
            .replace([':', '@', '-', '.', '+'], "_")
    }

    /// How worlds have an interface, those of other packages too. Always
    /// neither for one without functions.
    pub(crate) fn directions(&self, interface: InterfaceId) -> Directions {
        let mut directions = Directions::default();
        if self.resolve.interfaces[interface].functions.is_empty() {
            return directions;
        }
        let key = WorldKey::Interface(interface);
        let has = |item: Option<&WorldItem>| item.is_some();
        for (_, world) in &self.resolve.worlds {
            directions.exported |= has(world.exports.get(&key));
            directions.imported |= has(world.imports.get(&key));
        }
        let name = self.resolve.id_of(interface).expect("a name");
        directions.imported |= HOSTED.contains(&&*name);
        assert!(
            directions.exported || directions.imported,
            "no world has {name}"
        );
        directions
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
