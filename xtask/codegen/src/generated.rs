//! The list: every file that is generated, and where it goes.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result};
use greentic_guest_bindgen::catalogue::{Catalogue, features, paths, tables};
use greentic_guest_bindgen::{host, worlds, write};

use crate::difference::{Difference, left_over};
use crate::format;
use crate::part::Part;

/// The marks in manifests.
const FEATURES: [&str; 2] = [
    "# Generated from wit/packages.toml: begin.",
    "# Generated: end.",
];

/// The marks in Markdown.
const TABLE: [&str; 2] = ["<!-- generated: begin -->", "<!-- generated: end -->"];

/// The folders in which everything is generated but the named files.
const FOLDERS: [(&str, &[&str]); 3] = [(WORLDS, &[]), (BINDINGS, &["mod.rs"]), (PACKAGES, &[])];

const WORLDS: &str = "guest/src/worlds";
const BINDINGS: &str = "host-shim/src/bindings";
const PACKAGES: &str = "greentic-tiny/src/commands/check/packages";

/// The list of the packages that the guest crate has bindings of.
const PUBLISHED: &str = "guest-bindgen/src/published.txt";

/// Everything that is generated.
#[derive(Debug)]
pub(crate) struct Generated {
    /// The text of each file, by its path in the repository.
    pub(crate) files: BTreeMap<PathBuf, String>,
}

impl Generated {
    /// Generates all of it from the `wit/` of a repository. Files in which only
    /// a part is generated are as they are there otherwise.
    pub(crate) fn from(root: &Path) -> Result<Self> {
        let shapes = Catalogue::shapes(&root.join("wit"))?;
        let texts = &Catalogue::texts(&root.join("wit"))?;
        let below = |folder: &str, files: BTreeMap<PathBuf, String>| {
            let folder = PathBuf::from(folder);
            let file = move |(path, text)| (folder.join(path), text);
            files.into_iter().map(file)
        };
        let mut files = BTreeMap::from([
            ("guest/src/paths.rs".into(), paths::guest(texts)),
            ("guest/src/features.md".into(), tables::features(texts)),
            ("guest/tests/paths.in".into(), paths::checks(texts)),
            (
                "host-shim/tests/bindings/loads.in".into(),
                host::loads(&shapes)?,
            ),
        ]);
        files.extend(below(WORLDS, worlds::files(texts)?));
        files.extend(below(BINDINGS, host::files(&shapes)?));
        files.extend(below(PACKAGES, host::packages(&shapes)?));
        files.insert(PUBLISHED.into(), tables::published(texts));
        format::all(&mut files)?;
        for part in [
            Part::new("guest/Cargo.toml", FEATURES, features::guest(texts)),
            Part::new("host-shim/Cargo.toml", FEATURES, features::host(&shapes)),
            Part::new("wit/README.md", TABLE, tables::packages(texts)),
        ] {
            files.insert(part.path.into(), part.in_its_file(root)?);
        }
        Ok(Self { files })
    }

    /// Finds all that is different in the repository.
    pub(crate) fn differences(&self, root: &Path) -> Result<Vec<Difference>> {
        let mut found = Vec::new();
        for (path, text) in &self.files {
            found.extend(Difference::find(root, path, text)?);
        }
        for (folder, by_hand) in FOLDERS {
            let by_hand = by_hand.iter().map(|name| Path::new(folder).join(name));
            let by_hand: Vec<_> = by_hand.collect();
            let known = |path: &Path| {
                self.files.contains_key(path) || by_hand.iter().any(|one| one == path)
            };
            left_over(root, Path::new(folder), &known, &mut found)?;
        }
        Ok(found)
    }

    /// Writes the files that are different.
    pub(crate) fn write(&self, root: &Path) -> Result<()> {
        for (path, text) in &self.files {
            let path = root.join(path);
            if let Some(folder) = path.parent() {
                std::fs::create_dir_all(folder).with_context(|| folder.display().to_string())?;
            }
            write(&path, text)?;
        }
        Ok(())
    }
}
