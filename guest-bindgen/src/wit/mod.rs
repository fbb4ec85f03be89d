//! WIT that was read: its packages, their worlds and interfaces, and what of
//! them there are no bindings for.

pub(crate) mod docs;
pub(crate) mod exported;
pub(crate) mod items;
pub(crate) mod names;
pub(crate) mod scope;

use std::path::Path;

use wit_parser::{PackageId, Resolve};

use crate::{Error, Exported};

/// The packages of a folder of WIT, or of a file.
#[derive(Clone, Debug)]
pub struct Wit {
    pub(crate) resolve: Resolve,
    pub(crate) root: PackageId,
}

impl Wit {
    /// Reads a WIT file, or a folder with a package and its `deps`.
    ///
    /// # Errors
    ///
    /// [`Error::Wit`] where it cannot be read or parsed.
    pub fn read(path: impl AsRef<Path>) -> Result<Self, Error> {
        let path = path.as_ref();
        let mut resolve = Resolve::new();
        let (root, _) = resolve.push_path(path).map_err(|cause| Error::Wit {
            path: path.to_owned(),
            cause: resolve.render_error(&cause),
        })?;
        Ok(Self { resolve, root })
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

    /// Refuses what there are no bindings for, also in packages of worlds only,
    /// for which nothing is generated.
    pub(crate) fn check(&self) -> Result<(), Error> {
        let mut packages = self.resolve.packages.iter();
        packages.try_for_each(|(package, _)| scope::check(&self.resolve, package))
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
