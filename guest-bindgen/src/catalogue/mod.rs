//! All packages, as `wit/` and its `packages.toml` have them: which feature
//! switches a package on, where its bindings are, what it needs; and what is
//! written of that, for the guest and for the host.

pub mod features;
mod index;
pub mod paths;
mod revision;
pub mod tables;

pub use revision::Revision;

pub(crate) use index::modules as index;

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use serde::Deserialize;
use wit_parser::{PackageId, Resolve};

use crate::wit::names;
use crate::{Error, Wit, contract};

/// The release that most packages have their shapes from.
const RELEASE: &str = "0.4.93";

/// The name of the list of packages, beside the WIT.
const LIST: &str = "packages.toml";

/// A text of the WIT: the usual one, or a revision of it.
#[derive(Clone, Debug)]
pub struct Catalogue {
    /// The revision; `None` for the usual text.
    pub revision: Option<Revision>,
    pub(crate) wit: Wit,
    /// By name.
    pub packages: Vec<Package>,
}

/// A package, and how authors reach it.
#[derive(Clone, Debug)]
pub struct Package {
    /// The package in [`Catalogue::resolve`].
    pub id: PackageId,
    /// Its name, with its version.
    pub name: String,
    /// The cargo feature that switches it on.
    pub feature: String,
    /// Module and version below the module of all bindings.
    pub path: (String, String),
    /// The interface that the path leads to, where it is not all of them.
    pub interface: Option<String>,
    /// The release of the published crates whose shapes these are.
    pub release: String,
    /// `true` if it is the package of the usual text, in a revision that uses its
    /// types.
    pub unchanged: bool,
    /// The features of the packages whose types it uses.
    pub needs: BTreeSet<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Entry {
    feature: String,
    path: String,
    interface: Option<String>,
    release: Option<String>,
    #[serde(default)]
    unchanged: bool,
}

impl Catalogue {
    /// Returns a line for each interface of the packages that are its own: its full name,
    /// its module in the guest crate, the feature that switches it on, and the revision
    /// where it is not of the usual text.
    pub(crate) fn interfaces(&self) -> impl Iterator<Item = String> {
        let behind = self
            .revision
            .map_or_else(String::new, |revision| format!(" {}", revision.module));
        self.own().flat_map(move |package| {
            let feature = match self.revision {
                Some(revision) => revision.feature,
                None => &*package.feature,
            };
            let interfaces = &self.wit.resolve.packages[package.id].interfaces;
            let lines = interfaces.iter().filter_map(|(name, &id)| {
                let interface = self.wit.resolve.id_of(id)?;
                let module = self.path(package, name);
                Some(format!(
                    "{interface} greentic_guest::{module} {feature}{behind}"
                ))
            });
            lines.collect::<Vec<_>>()
        })
    }

    /// Returns the module of a version of a package, as a path below the guest crate.
    pub(super) fn version(&self, package: &Package) -> String {
        let revision = self
            .revision
            .map_or_else(String::new, |revision| format!("{}::", revision.module));
        format!("{revision}{}::{}", package.path.0, package.path.1)
    }

    /// Returns the module of an interface, as a path below the guest crate: package,
    /// version, interface.
    pub fn path(&self, package: &Package, interface: &str) -> String {
        format!("{}::{}", self.version(package), names::snake(interface))
    }

    /// Reads the WIT in `folder` and the revisions below it, the usual text
    /// first.
    ///
    /// # Errors
    ///
    /// [`Error::Wit`] where WIT cannot be read, and [`Error::Catalogue`] where
    /// it and its list of packages do not fit.
    pub fn texts(folder: &Path) -> Result<Vec<Self>, Error> {
        let mut texts: Vec<Self> = Vec::new();
        for revision in Revision::TEXTS {
            let text = Self::read(folder, revision)?;
            if let Some(usual) = texts.first() {
                text.check_unchanged(usual, folder)?;
            }
            texts.push(text);
        }
        Ok(texts)
    }

    /// Refuses a package that is said to be that of the usual text and is not.
    fn check_unchanged(&self, usual: &Self, folder: &Path) -> Result<(), Error> {
        for package in self.packages.iter().filter(|package| package.unchanged) {
            let same = usual
                .packages
                .iter()
                .find(|other| other.name == package.name)
                .is_some_and(|other| {
                    let original = contract::package(usual.resolve(), other.id);
                    contract::package(self.resolve(), package.id) == original
                });
            if !same {
                return Err(Error::Catalogue {
                    path: folder.join(self.folder()).join(LIST),
                    what: format!(
                        "{} is said to be unchanged and is not what the usual text has; copy \
                         that, or leave `unchanged` out",
                        package.name
                    ),
                });
            }
        }
        Ok(())
    }

    /// Returns the packages that are its own: not those of the usual text.
    pub fn own(&self) -> impl Iterator<Item = &Package> {
        self.packages.iter().filter(|package| !package.unchanged)
    }

    /// Returns the packages of the usual text that are in it for their types.
    pub(crate) fn unchanged(&self) -> impl Iterator<Item = &Package> {
        self.packages.iter().filter(|package| package.unchanged)
    }

    /// Reads the same, and adds the shapes that packages had before, of which
    /// there is no text.
    ///
    /// # Errors
    ///
    /// See [`texts`](Catalogue::texts).
    pub fn shapes(folder: &Path) -> Result<Vec<Self>, Error> {
        let mut shapes = Self::texts(folder)?;
        shapes.push(revision::first_nodes(folder)?);
        Ok(shapes)
    }

    /// Reads one text.
    fn read(wit: &Path, revision: Option<Revision>) -> Result<Self, Error> {
        let folder = revision.map_or_else(|| wit.to_owned(), |one| wit.join(one.folder()));
        let list = folder.join(LIST);
        let fail = |what: String| Error::Catalogue {
            path: list.clone(),
            what,
        };
        let wit = Wit::read(&folder)?;
        let text = std::fs::read_to_string(&list).map_err(|cause| fail(cause.to_string()))?;
        let mut entries: BTreeMap<String, Entry> =
            toml::from_str(&text).map_err(|cause| fail(cause.to_string()))?;
        let mut packages = Vec::new();
        for (id, package) in &wit.resolve.packages {
            if id == wit.root {
                continue;
            }
            let name = package.name.to_string();
            let Some(entry) = entries.remove(&name) else {
                return Err(fail(format!(
                    "nothing is said of `{name}`; add its feature and its path"
                )));
            };
            let Some((module, version)) = entry.path.split_once("::") else {
                return Err(fail(format!(
                    "{name}: the path `{}` has one part; make it a module and a version, \
                     `{}::v1_0` say",
                    entry.path, entry.path
                )));
            };
            if let Some(interface) = &entry.interface
                && !package.interfaces.contains_key(interface)
            {
                return Err(fail(format!(
                    "{name} has no interface `{interface}`; it has {}",
                    quoted(package.interfaces.keys())
                )));
            }
            packages.push(Package {
                id,
                name,
                feature: entry.feature,
                path: (module.into(), version.into()),
                interface: entry.interface,
                release: entry.release.unwrap_or_else(|| {
                    revision
                        .map_or(RELEASE, |revision| revision.name)
                        .to_owned()
                }),
                unchanged: entry.unchanged,
                needs: BTreeSet::new(),
            });
        }
        if !entries.is_empty() {
            return Err(fail(format!(
                "the WIT beside it has no package {}; remove what is said of it",
                quoted(entries.keys())
            )));
        }
        packages.sort_by(|a, b| a.name.cmp(&b.name));
        for at in 0..packages.len() {
            packages[at].needs = needs(&wit.resolve, &packages, &packages[at]);
        }
        Ok(Self {
            revision,
            wit,
            packages,
        })
    }

    /// Returns the WIT itself.
    pub fn resolve(&self) -> &Resolve {
        &self.wit.resolve
    }

    /// Returns its folder below that of the usual text.
    pub fn folder(&self) -> String {
        self.revision
            .map_or_else(String::new, |revision| revision.folder())
    }

    /// Returns the feature that switches a package on: its own, or that of the
    /// revision.
    pub fn feature<'a>(&'a self, package: &'a Package) -> &'a str {
        self.revision
            .as_ref()
            .map_or(&package.feature, |revision| revision.feature)
    }

    /// Returns what a package says of itself in its first sentence, without its
    /// full stop.
    pub(crate) fn summary(&self, package: &Package) -> String {
        let text = self.wit.resolve.packages[package.id]
            .docs
            .contents
            .as_deref();
        let text: Vec<_> = text.unwrap_or_default().split_whitespace().collect();
        let text = text.join(" ");
        let end = text.find(". ").unwrap_or(text.len());
        text[..end].trim_end_matches('.').to_owned()
    }

    /// Returns the module that the bindings of a package are generated into.
    pub(crate) fn module(&self, package: &Package) -> String {
        names::package(&self.wit.resolve.packages[package.id].name)
    }
}

fn quoted<'a>(names: impl Iterator<Item = &'a String>) -> String {
    names
        .map(|name| format!("`{name}`"))
        .collect::<Vec<_>>()
        .join(", ")
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
