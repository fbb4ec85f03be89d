//! WIT that was read.

use std::path::Path;

use wit_parser::{PackageId, Resolve};

use crate::bindings::Bindings;
use crate::{Error, Exported, Options, Stub, contract, exported, scope, stub};

/// The packages of a folder of WIT, or of a file.
#[derive(Debug)]
pub struct Wit {
    resolve: Resolve,
    root: PackageId,
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

    /// Bindings for all packages but those that define no interface.
    ///
    /// # Errors
    ///
    /// [`Error::Unsupported`] where something cannot be represented.
    pub fn bindings(&self) -> Result<Bindings, Error> {
        self.bindings_with(&Options::default())
    }

    /// The same, with other settings than the usual ones.
    ///
    /// # Errors
    ///
    /// See [`bindings`](Wit::bindings).
    pub fn bindings_with(&self, options: &Options) -> Result<Bindings, Error> {
        // Also packages of worlds only, for which nothing is generated.
        for (package, _) in &self.resolve.packages {
            scope::check(&self.resolve, package)?;
        }
        Bindings::generate(&self.resolve, &self.packages(), options)
    }

    /// The source of a component.
    ///
    /// # Errors
    ///
    /// [`Error::UnknownItem`] where there is no such world or interface, and
    /// [`Error::Unsupported`] where something cannot be represented.
    pub fn stub(&self, stub: &Stub) -> Result<String, Error> {
        for (package, _) in &self.resolve.packages {
            scope::check(&self.resolve, package)?;
        }
        stub.write(&self.resolve)
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
        stub::worlds(&self.resolve)
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

    /// The application binary interface of all packages, in one normal form:
    /// a line for each world, import, export, type and function, aliases
    /// resolved. Two WIT texts with the same form are the same to a component.
    pub fn contract(&self) -> String {
        let packages: Vec<_> = self
            .packages()
            .into_iter()
            .map(|package| contract::package(&self.resolve, package))
            .collect();
        packages.concat()
    }

    /// All packages that define something, by name and version.
    fn packages(&self) -> Vec<PackageId> {
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
