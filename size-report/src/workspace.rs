//! The workspace and its examples.

use std::path::{Path, PathBuf};

use anyhow::{Context as _, Result, bail};
use serde::Deserialize;

use crate::toolchain::{cargo, run};

/// A Cargo workspace with components in its folder `examples`, or with answers beside their
/// manifests.
#[derive(Clone, Debug)]
pub struct Workspace {
    /// Its root folder.
    pub root: PathBuf,
    /// The folder in which Cargo puts its results.
    pub target: PathBuf,
    /// The components, by name.
    pub examples: Vec<Example>,
}

/// A component of a workspace: a package with a `cdylib`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Example {
    /// Name of the package.
    pub name: String,
    /// Its `Cargo.toml`.
    pub manifest: PathBuf,
}

#[derive(Deserialize)]
struct Metadata {
    packages: Vec<Package>,
    workspace_root: PathBuf,
    target_directory: PathBuf,
}

#[derive(Deserialize)]
struct Package {
    name: String,
    manifest_path: PathBuf,
    targets: Vec<CargoTarget>,
}

#[derive(Deserialize)]
struct CargoTarget {
    crate_types: Vec<String>,
}

impl Workspace {
    /// Asks Cargo for the workspace that `folder` is in.
    ///
    /// # Errors
    /// When `folder` is in no workspace, its manifests are damaged, or it has
    /// no example.
    pub fn find(folder: &Path) -> Result<Self> {
        let mut command = cargo(folder);
        command.args(["metadata", "--no-deps", "--format-version", "1"]);
        let metadata: Metadata = serde_json::from_str(&run(&mut command)?)
            .context("`cargo metadata` printed something unexpected; is this Cargo too old?")?;

        let folder = metadata.workspace_root.join("examples");
        let mut examples: Vec<_> = metadata
            .packages
            .into_iter()
            .filter(|package| {
                let is_cdylib =
                    |target: &CargoTarget| target.crate_types.iter().any(|t| t == "cdylib");
                let answers = package
                    .manifest_path
                    .with_file_name("answers.toml")
                    .is_file();
                (answers || package.manifest_path.starts_with(&folder))
                    && package.targets.iter().any(is_cdylib)
            })
            .map(|package| Example {
                name: package.name,
                manifest: package.manifest_path,
            })
            .collect();
        if examples.is_empty() {
            bail!(
                "{}: no package here is a component to look at; one has `crate-type = [\"cdylib\"]` in its Cargo.toml, and an `answers.toml` beside it or its folder in `examples`",
                metadata.workspace_root.display()
            );
        }
        examples.sort_by(|a, b| a.name.cmp(&b.name));
        Ok(Self {
            root: metadata.workspace_root,
            target: metadata.target_directory,
            examples,
        })
    }

    /// Returns the examples called `names`, in the order of the workspace; all if no name
    /// is given.
    ///
    /// # Errors
    /// When there is no example of one of the names.
    pub fn select(&self, names: &[String]) -> Result<Vec<Example>> {
        let known = self.names();
        if let Some(unknown) = names.iter().find(|name| !known.contains(name)) {
            bail!(
                "there is no example `{unknown}`; there are {}: name one of these",
                known.join(", ")
            );
        }
        let chosen = |example: &&Example| names.is_empty() || names.contains(&example.name);
        Ok(self.examples.iter().filter(chosen).cloned().collect())
    }

    /// Returns the names of all examples.
    pub fn names(&self) -> Vec<String> {
        self.examples
            .iter()
            .map(|example| example.name.clone())
            .collect()
    }

    /// Returns the file with the budgets of the examples.
    pub fn budgets(&self) -> PathBuf {
        self.root.join("size-budgets.toml")
    }

    /// Returns the file for the measured component of an example.
    pub fn component(&self, example: &Example) -> PathBuf {
        let folder = self.target.join("size-report").join("components");
        folder.join(format!("{}.wasm", example.name))
    }
}

impl Example {
    /// Returns the file with the declared answers of the component.
    pub fn answers(&self) -> PathBuf {
        self.manifest.with_file_name("answers.toml")
    }
}
