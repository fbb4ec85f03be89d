//! Components whose sources a generator wrote, kept like the other fixtures.

use std::collections::BTreeMap;
use std::path::PathBuf;

use anyhow::Result;
use greentic_size_report::{Generated, LinkFlags, Workspace};
use greentic_testkit::cargo::workspace;
use greentic_testkit::fixture::{keep, kept};
use greentic_testkit::guests::component;
use greentic_testkit::key::Key;

/// The files of which such a component is made, beside its source.
const SOURCES: [&str; 5] = [
    ".cargo/config.toml",
    "Cargo.toml",
    "guest",
    "guest-alloc",
    "rust-toolchain.toml",
];

/// Returns the files of the components of a package, by name.
///
/// # Errors
///
/// When they do not compile.
pub fn built(package: &Generated) -> Result<BTreeMap<String, PathBuf>> {
    let mut key = Key::of_compiler()?.paths(SOURCES)?;
    for text in package.features.iter().chain(package.sources.keys()) {
        key = key.text(text);
    }
    for source in package.sources.values() {
        key = key.text(source);
    }
    let file = |name: &str| format!("{name}.wasm");
    let folder = kept(&package.name, &key, |folder| {
        // Adds the target where it is missing.
        component("node-minimal");
        let workspace = Workspace::find(workspace())?;
        let built = package.build(&workspace, &LinkFlags::read(&workspace.root)?)?;
        for name in package.sources.keys() {
            keep(&built[name], &folder.join(file(name)))?;
        }
        Ok(())
    })?;
    let names = package.sources.keys();
    Ok(names
        .map(|name| (name.clone(), folder.join(file(name))))
        .collect())
}
