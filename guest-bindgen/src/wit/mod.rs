//! WIT that was read: its packages, their worlds and interfaces, and what of
//! them there are no bindings for.

pub(crate) mod docs;
pub(crate) mod exported;
pub(crate) mod items;
pub(crate) mod names;
pub(crate) mod place;
pub(crate) mod scope;
pub(crate) mod selection;
mod unstable;

use std::path::Path;

use wit_parser::{InterfaceId, PackageId, Resolve, WorldId};

use crate::{Error, Exported, Skipped};
use unstable::Unstable;

/// The packages of a folder of WIT, or of a file.
#[derive(Clone, Debug)]
pub struct Wit {
    pub(crate) resolve: Resolve,
    pub(crate) root: PackageId,
    /// The items that are missing in it because their features were not asked for.
    pub(crate) unstable: Vec<Unstable>,
}

impl Wit {
    /// Reads a WIT file, or a folder with a package and its `deps`.
    ///
    /// # Errors
    ///
    /// [`Error::Wit`] where it cannot be read or parsed.
    pub fn read(path: impl AsRef<Path>) -> Result<Self, Error> {
        Self::read_with::<&str>(path, &[])
    }

    /// Reads the same with the unstable items of some features, which are not
    /// there otherwise.
    ///
    /// # Errors
    ///
    /// [`Error::Wit`] where it cannot be read or parsed, and
    /// [`Error::Unsupported`] where nothing is of one of the features.
    pub fn read_with<F: AsRef<str>>(path: impl AsRef<Path>, features: &[F]) -> Result<Self, Error> {
        let path = path.as_ref();
        let features: Vec<_> = features
            .iter()
            .map(|feature| feature.as_ref().to_owned())
            .collect();
        let mut resolve = Resolve::new();
        resolve.features.extend(features.iter().cloned());
        let root = push(&mut resolve, path)?;
        let mut all = Resolve::new();
        all.all_features = true;
        push(&mut all, path)?;
        let known = unstable::features(&all);
        if let Some(unknown) = features.iter().find(|feature| !known.contains(*feature)) {
            let names: Vec<_> = known.iter().map(|name| format!("`{name}`")).collect();
            return Err(Error::Unsupported {
                at: String::new(),
                item: format!("feature `{unknown}`"),
                what: "nothing in the WIT is of it".into(),
                instead: match &*names {
                    [] => "leave it out: the WIT has no unstable items".into(),
                    _ => format!("the features are {}", names.join(", ")),
                },
            });
        }
        Ok(Self {
            unstable: unstable::missing(&all, &features),
            resolve,
            root,
        })
    }

    /// Reads WIT from a text, with all packages that it refers to in it. `name` stands in
    /// errors.
    ///
    /// # Errors
    ///
    /// [`Error::Wit`] where it cannot be parsed.
    pub fn parse(name: &str, text: &str) -> Result<Self, Error> {
        let mut resolve = Resolve::new();
        let root = resolve.push_str(name, text).map_err(|cause| Error::Wit {
            path: name.into(),
            cause: format!("{cause:#}"),
        })?;
        Ok(Self {
            unstable: Vec::new(),
            resolve,
            root,
        })
    }

    /// Returns the items that are not there because their features were not
    /// asked for.
    pub fn unstable(&self) -> Vec<Skipped> {
        let missing = self.unstable.iter();
        missing
            .map(|missing| selection::skipped(missing.owner.clone(), &missing.refusal))
            .collect()
    }

    /// Returns the world of a name: a full one, or that of the root package's.
    pub(crate) fn world(&self, name: &str) -> Result<WorldId, Error> {
        let short = self.resolve.packages[self.root].worlds.get(name);
        short.copied().map_or_else(
            || {
                let id = items::world(&self.resolve, name);
                id.map_err(|error| self.unstable_item(name).unwrap_or(error))
            },
            Ok,
        )
    }

    /// Returns the interface of a name: a full one, or that of the root
    /// package's.
    pub(crate) fn interface(&self, name: &str) -> Result<InterfaceId, Error> {
        let short = self.resolve.packages[self.root].interfaces.get(name);
        short.copied().map_or_else(
            || {
                let id = items::interface(&self.resolve, name);
                id.map_err(|error| self.unstable_item(name).unwrap_or(error))
            },
            Ok,
        )
    }

    /// Returns the error of an item that the WIT has and that is missing: it is unstable.
    pub(crate) fn unstable_item(&self, name: &str) -> Option<Error> {
        let mut missing = self.unstable.iter();
        let missing = missing.find(|missing| missing.whole && missing.owner == name)?;
        Some(missing.refusal.clone().into())
    }

    /// The full names of all interfaces, `greentic:http/http-client@1.1.0` say.
    pub fn interfaces(&self) -> Vec<String> {
        let ids = self.resolve.interfaces.iter().map(|(id, _)| id);
        let mut names: Vec<_> = ids.filter_map(|id| self.resolve.id_of(id)).collect();
        names.sort();
        names
    }

    /// The full names of all worlds but those of the root package where it
    /// defines no interface: those only put others together.
    pub fn worlds(&self) -> Vec<String> {
        let packages = self.packages();
        items::worlds(&self.resolve)
            .into_iter()
            .filter(|(_, id)| {
                let package = self.resolve.worlds[*id].package;
                package.is_some_and(|package| packages.contains(&package))
            })
            .map(|(name, _)| name)
            .collect()
    }

    /// The interfaces that a world exports, by name; those that they take types
    /// from are not among them.
    ///
    /// # Errors
    ///
    /// [`Error::UnknownItem`] where there is no such world.
    pub fn exports(&self, world: &str) -> Result<Vec<Exported>, Error> {
        exported::of(&self.resolve, world)
    }

    /// All packages that define something, by name and version.
    pub(crate) fn packages(&self) -> Vec<PackageId> {
        let mut packages: Vec<_> = self
            .resolve
            .packages
            .iter()
            .filter(|(id, package)| *id != self.root || !package.interfaces.is_empty())
            .map(|(id, _)| id)
            .collect();
        packages.sort_by_key(|&id| self.resolve.packages[id].name.to_string());
        packages
    }
}

/// Reads WIT into `resolve`.
fn push(resolve: &mut Resolve, path: &Path) -> Result<PackageId, Error> {
    let pushed = resolve.push_path(path);
    let (root, _) = pushed.map_err(|cause| Error::Wit {
        path: path.to_owned(),
        cause: resolve.render_error(&cause),
    })?;
    Ok(root)
}
