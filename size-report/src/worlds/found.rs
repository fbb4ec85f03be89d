//! The worlds to build: those in the folder `wit` of a workspace, and in each folder of
//! `wit/revisions`.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use anyhow::{Context as _, Result, bail};
use greentic_guest_bindgen::{Answers, Stub, Wit};

/// The module of the guest crate that has the bindings of all packages.
const BINDINGS: &str = "greentic_guest::worlds";

/// A world that exports something, and the source of its smallest component.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct World {
    /// Its full name, for example `greentic:component/component@0.5.0`.
    pub world: String,
    /// The revision of its WIT; `None` for the usual one.
    pub revision: Option<String>,
    /// The name of its component: `world` and `revision` in one word.
    pub name: String,
    /// The interfaces that it exports, by name.
    pub exports: Vec<String>,
    /// The number of their functions.
    pub functions: usize,
    /// The source of a component that answers each call with the least value of its type,
    /// and with a constant if possible.
    pub source: String,
}

/// Returns all worlds of the workspace at `root` that export an interface, by name and
/// revision. Other worlds are for a host, or for tools that read WIT.
///
/// # Errors
/// When there is no WIT, or it cannot be read.
pub fn find(root: &Path) -> Result<Vec<World>> {
    let folder = root.join("wit");
    if !folder.is_dir() {
        bail!(
            "{}: there is no such folder; the worlds of a workspace are defined there",
            folder.display()
        );
    }
    let mut worlds = read(&folder, None)?;
    for (folder, revision) in revisions(&folder)? {
        worlds.append(&mut read(&folder, Some(&revision))?);
    }
    worlds.sort_by(|a, b| (&a.world, &a.revision).cmp(&(&b.world, &b.revision)));
    number(&mut worlds);
    Ok(worlds)
}

/// Gives different names to worlds that would share one: `a:b-c/d` and `a:b/c-d`.
fn number(worlds: &mut [World]) {
    let mut seen = BTreeSet::new();
    for world in worlds {
        let mut name = world.name.clone();
        let mut number = 1;
        while !seen.insert(name.clone()) {
            number += 1;
            name = format!("{}_{number}", world.name);
        }
        world.name = name;
    }
}

/// Returns the worlds that a name belongs to; all if no name is given. A name is that of a
/// world or of a package, with its version or without.
///
/// # Errors
/// When there is no world of one of the names.
pub fn select(worlds: Vec<World>, names: &[String]) -> Result<Vec<World>> {
    if let Some(unknown) = names
        .iter()
        .find(|name| !worlds.iter().any(|world| world.is_called(name)))
    {
        let known: BTreeSet<_> = worlds.iter().map(|world| world.world.as_str()).collect();
        let known: Vec<_> = known.into_iter().collect();
        bail!(
            "there is no world `{unknown}` that exports something; there are {}: name one of these",
            known.join(", ")
        );
    }
    let chosen = |world: &World| names.is_empty() || names.iter().any(|name| world.is_called(name));
    Ok(worlds.into_iter().filter(chosen).collect())
}

impl World {
    fn is_called(&self, name: &str) -> bool {
        let (path, version) = split(&self.world);
        let package = path.split('/').next();
        let (wanted, wanted_version) = split(name);
        (wanted == path || Some(wanted) == package)
            && (wanted_version.is_none() || wanted_version == version)
    }
}

/// Splits a name from its version, if it has one.
fn split(name: &str) -> (&str, Option<&str>) {
    match name.split_once('@') {
        Some((path, version)) => (path, Some(version)),
        None => (name, None),
    }
}

/// Returns the folders of the revisions beside the usual WIT, with their names, in the
/// order of their paths.
fn revisions(folder: &Path) -> Result<Vec<(PathBuf, String)>> {
    let folder = folder.join("revisions");
    if !folder.is_dir() {
        return Ok(Vec::new());
    }
    let mut found = Vec::new();
    let context = || format!("cannot read {}", folder.display());
    for entry in std::fs::read_dir(&folder).with_context(context)? {
        let entry = entry.with_context(context)?;
        if entry.path().is_dir() {
            found.push((
                entry.path(),
                entry.file_name().to_string_lossy().into_owned(),
            ));
        }
    }
    found.sort();
    Ok(found)
}

/// Returns the worlds of one folder that export an interface.
fn read(folder: &Path, revision: Option<&str>) -> Result<Vec<World>> {
    let wit = Wit::read(folder)?;
    let bindings = match revision {
        Some(revision) => format!("{BINDINGS}::{}", module(revision)),
        None => BINDINGS.to_owned(),
    };
    let mut worlds = Vec::new();
    for world in wit.worlds() {
        let exports = wit.exports(&world)?;
        if exports.is_empty() {
            continue;
        }
        let mut name = word(&world);
        if let Some(revision) = revision {
            name = format!("{name}_{}", module(revision));
        }
        worlds.push(World {
            revision: revision.map(str::to_owned),
            name,
            functions: exports.iter().map(|exported| exported.functions).sum(),
            exports: exports
                .into_iter()
                .map(|exported| exported.interface)
                .collect(),
            source: wit.stub(&Stub {
                of: world.clone(),
                answers: Answers::Constant,
                bindings: bindings.clone(),
                modules: std::collections::BTreeMap::new(),
            })?,
            world,
        });
    }
    Ok(worlds)
}

/// Returns the module of a revision among the bindings.
fn module(revision: &str) -> String {
    format!("rev_{}", word(revision))
}

/// Returns a name with only the characters that a Rust name may have.
fn word(name: &str) -> String {
    name.replace(|c: char| !c.is_ascii_alphanumeric(), "_")
}
