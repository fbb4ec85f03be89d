//! The components of this workspace: the examples, and those of
//! `conformance/guests` and `conformance/nodes`.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::OnceLock;

use anyhow::{Context as _, Result};

use crate::cargo::{TARGET, artifacts, cargo, ensure_target, workspace};
use crate::fixture::{keep, kept};
use crate::key::Key;

/// The examples whose answers other people's runtimes are asked for.
pub const EXAMPLES: [&str; 3] = ["component-describe", "node-minimal", "node-secrets"];

/// The files and folders that every component of the workspace depends on.
pub(crate) const EVERYWHERE: [&str; 9] = [
    ".cargo/config.toml",
    "Cargo.lock",
    "Cargo.toml",
    "guest",
    "guest-alloc",
    // For those that generate their bindings, and the WIT for those.
    "guest-bindgen",
    "rust-toolchain.toml",
    "untrusted",
    "wit",
];

/// Those with the standard library, which Cargo builds in another way; see
/// [`tool_chains`](crate::tool_chains).
pub(crate) const RESOURCES: &str = "conformance-bindgen-resources";
pub(crate) const ASYNC: &str = "conformance-bindgen-async";

/// Those that nothing but what they ask for may be switched on for.
const MEASURED: [&str; 2] = [
    "conformance-serde-mcp-tools",
    "conformance-serde-worker-json",
];

/// Sources that several of them have, beside those in their folders.
const SHARED: [&str; 5] = [
    "conformance/nodes/shared",
    "examples/exchange-rates",
    "examples/mcp-tools",
    "examples/node-service",
    "examples/worker-json",
];

/// A package that is a component.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Package {
    /// Its name.
    pub name: String,
    /// Its folder, below that of the workspace.
    pub folder: String,
}

/// Returns the examples that are components, by name.
///
/// # Panics
///
/// When a manifest cannot be read: no test has anything to say then.
pub fn examples() -> &'static [Package] {
    static FOUND: OnceLock<Vec<Package>> = OnceLock::new();
    FOUND.get_or_init(|| packages("examples").expect("the examples"))
}

/// Builds all of them.
///
/// # Errors
///
/// When one does not compile.
pub fn ready() -> Result<()> {
    build_examples()?;
    build_guests().map(drop)
}

/// Returns the component of a package: an example, or one for tests.
///
/// # Panics
///
/// When it cannot be built, or there is no such package: no test has anything
/// to say then.
pub fn component(package: &str) -> &'static Path {
    static EXAMPLES: OnceLock<BTreeMap<String, PathBuf>> = OnceLock::new();
    static OTHERS: OnceLock<BTreeMap<String, PathBuf>> = OnceLock::new();
    let is_example = examples().iter().any(|example| example.name == package);
    let built = if is_example {
        EXAMPLES.get_or_init(|| build_examples().expect("the examples"))
    } else {
        OTHERS.get_or_init(|| build_guests().expect("the components of the tests"))
    };
    built.get(package).unwrap_or_else(|| {
        panic!("no package of examples, conformance/guests or conformance/nodes is `{package}`")
    })
}

/// Returns the bytes of the component of a package.
///
/// # Panics
///
/// As [`component`].
pub fn bytes(package: &str) -> Vec<u8> {
    fs::read(component(package)).expect("the component was just built")
}

/// Returns the component of a package as these arguments of `cargo build` have it, in
/// place of the profile `tiny`.
///
/// # Panics
///
/// As [`component`].
pub fn built(package: &str, arguments: &[&str]) -> Vec<u8> {
    build_with(package, arguments).expect("the component builds")
}

fn build_with(package: &str, arguments: &[&str]) -> Result<Vec<u8>> {
    let mut all = packages("conformance/guests")?;
    all.extend(examples().iter().cloned());
    let package = all.iter().find(|one| one.name == package);
    let package = package.context("no package of conformance/guests or examples")?;
    let said = arguments.join(" ");
    let key = Key::of_compiler()?
        .text(&said)
        .paths(EVERYWHERE)?
        .paths([&*package.folder])?
        .paths(SHARED)?;
    let words: Vec<_> = said.split(|c: char| !c.is_ascii_alphanumeric()).collect();
    let name = format!("built-{}{}", package.name, words.join("-"));
    let folder = kept(&name, &key, |folder| {
        ensure_target()?;
        let mut command = cargo();
        command.args(["build", "--target", TARGET, "-p", &package.name]);
        let built = artifacts(command.args(arguments), "filenames")?;
        let mut files = built.get(&package.name).into_iter().flatten();
        let file = files.find(|file| file.extension().is_some_and(|e| e == "wasm"));
        let file = file.context("the build left no component")?;
        key.covers(&file.with_extension("d"))?;
        keep(file, &folder.join("component.wasm"))
    })?;
    fs::read(folder.join("component.wasm")).context("the component was just built")
}

/// One by one: built together, the features that one of them asks for would be
/// there for all of them. `greentic-size-report` builds them in the same way and
/// finds them built.
fn build_examples() -> Result<BTreeMap<String, PathBuf>> {
    let packages: Vec<_> = examples().iter().collect();
    let sets: Vec<_> = packages.chunks(1).collect();
    build("examples", &packages, &sets)
}

/// Together, which compiles what they depend on once.
fn build_guests() -> Result<BTreeMap<String, PathBuf>> {
    let mut packages = packages("conformance/guests")?;
    packages.extend(self::packages("conformance/nodes")?);
    packages.retain(|package| ![RESOURCES, ASYNC].contains(&&*package.name));
    let packages: Vec<_> = packages.iter().collect();
    // Their sizes are held: apart from features that others switch on.
    let (alone, together): (Vec<_>, Vec<_>) = packages
        .iter()
        .partition(|package| MEASURED.contains(&&*package.name));
    build("guests", &packages, &[&together, &alone])
}

/// The packages, built set by set.
fn build(
    name: &str,
    packages: &[&Package],
    sets: &[&[&Package]],
) -> Result<BTreeMap<String, PathBuf>> {
    let folders = packages.iter().map(|package| &*package.folder);
    let key = Key::of_compiler()?
        .paths(EVERYWHERE)?
        .paths(folders)?
        .paths(SHARED)?;
    let folder = kept(name, &key, |folder| {
        ensure_target()?;
        for (index, set) in sets.iter().enumerate() {
            if let [package] = set {
                eprintln!("[{}/{}] {}", index + 1, sets.len(), package.name);
            }
            let mut command = cargo();
            command.args(["build", "--profile", "tiny", "--target", TARGET]);
            for package in *set {
                command.args(["-p", &package.name]);
            }
            let built = artifacts(&mut command, "filenames")?;
            for package in *set {
                let files = built.get(&package.name).into_iter().flatten();
                let mut files = files.filter(|file| file.extension().is_some_and(|e| e == "wasm"));
                let file = files
                    .next()
                    .with_context(|| format!("the build left no component of {}", package.name))?;
                key.covers(&file.with_extension("d"))?;
                keep(file, &folder.join(format!("{}.wasm", package.name)))?;
            }
        }
        Ok(())
    })?;
    let names = packages.iter().map(|package| package.name.clone());
    Ok(names
        .map(|name| (name.clone(), folder.join(format!("{name}.wasm"))))
        .collect())
}

/// The packages in a folder that are components and members of the workspace.
fn packages(folder: &str) -> Result<Vec<Package>> {
    let mut found = Vec::new();
    let path = workspace().join(folder);
    for entry in fs::read_dir(&path).with_context(|| path.display().to_string())? {
        let entry = entry?;
        let manifest = entry.path().join("Cargo.toml");
        // What has none is no package: the sources that several share.
        let Ok(text) = fs::read_to_string(&manifest) else {
            continue;
        };
        let manifest: toml::Value =
            toml::from_str(&text).with_context(|| manifest.display().to_string())?;
        let kinds = manifest.get("lib").and_then(|lib| lib.get("crate-type"));
        let kinds = kinds.and_then(|kinds| kinds.as_array());
        let is_component = kinds.is_some_and(|kinds| kinds.contains(&"cdylib".into()));
        let name = manifest
            .get("package")
            .and_then(|package| package.get("name"));
        if let (true, Some(name)) = (is_component, name.and_then(|name| name.as_str())) {
            found.push(Package {
                name: name.to_owned(),
                folder: format!("{folder}/{}", entry.file_name().to_string_lossy()),
            });
        }
    }
    found.sort_by(|one, other| one.name.cmp(&other.name));
    Ok(found)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_packages_are_those_that_are_components() {
        let names: Vec<_> = examples().iter().map(|example| &*example.name).collect();
        assert!(names.contains(&"node-minimal"), "{names:?}");
        assert!(!names.contains(&"http-server"), "a program");
        let nodes = packages("conformance/nodes").unwrap();
        let folders: Vec<_> = nodes.iter().map(|node| &*node.folder).collect();
        assert!(
            folders.contains(&"conformance/nodes/ours-rev-0-4-81"),
            "{folders:?}"
        );
        // Workspaces of their own.
        assert!(
            !folders.iter().any(|folder| folder.contains("published")),
            "{folders:?}"
        );
    }

    #[test]
    fn what_was_built_is_a_component() {
        for package in ["node-minimal", "conformance-echo"] {
            let bytes = bytes(package);
            wasmparser::validate(&bytes).unwrap();
            assert!(wasmparser::Parser::is_component(&bytes), "{package}");
        }
    }
}
