//! Names for all that a fixture is made of.

use std::collections::BTreeSet;
use std::fs;
use std::hash::{DefaultHasher, Hash as _, Hasher as _};
use std::path::{Component, Path, PathBuf};
use std::process::Command;
use std::sync::OnceLock;

use anyhow::{Context as _, Result, bail};

use crate::cargo::{target, workspace};
use crate::runtimes::run;

/// Folders of packages that no component is made of.
const ASIDE: [&str; 4] = ["benches", "node_modules", "target", "tests"];

/// A name for what a fixture is made of: another one when a byte, the name of a
/// file, or the compiler is another one.
#[derive(Clone, Debug, Default)]
pub struct Key {
    hasher: DefaultHasher,
    files: BTreeSet<PathBuf>,
}

impl Key {
    /// Begins with the compiler of the workspace.
    ///
    /// # Errors
    ///
    /// When `rustc` cannot be run.
    pub fn of_compiler() -> Result<Self> {
        static VERSION: OnceLock<String> = OnceLock::new();
        let version = if let Some(version) = VERSION.get() {
            version
        } else {
            let mut command = Command::new("rustc");
            let version = run(command.current_dir(workspace()).arg("-vV"))?;
            VERSION.get_or_init(|| version)
        };
        Ok(Self::default().text(version))
    }

    /// Adds a text.
    #[must_use]
    pub fn text(mut self, text: &str) -> Self {
        text.hash(&mut self.hasher);
        self
    }

    /// Adds what another fixture is.
    #[must_use]
    pub fn bytes(mut self, bytes: &[u8]) -> Self {
        bytes.hash(&mut self.hasher);
        self
    }

    /// Adds a file, or the files of a folder and of those inside but for tests
    /// and benchmarks. Their paths below `root` count, and not where that is.
    ///
    /// # Errors
    ///
    /// When one cannot be read.
    pub fn path(mut self, root: &Path, path: &str) -> Result<Self> {
        let mut files = BTreeSet::new();
        collect(&root.join(path), &mut files)?;
        for file in files {
            let context = || file.display().to_string();
            let below = file.strip_prefix(root).with_context(context)?;
            below.hash(&mut self.hasher);
            fs::read(&file)
                .with_context(context)?
                .hash(&mut self.hasher);
            self.files.insert(file);
        }
        Ok(self)
    }

    /// Adds files and folders of the workspace.
    ///
    /// # Errors
    ///
    /// When one cannot be read.
    pub fn paths<'a>(self, paths: impl IntoIterator<Item = &'a str>) -> Result<Self> {
        let mut paths = paths.into_iter();
        paths.try_fold(self, |key, path| key.path(workspace(), path))
    }

    /// Returns the name.
    pub fn name(&self) -> String {
        format!("{:016x}", self.hasher.finish())
    }

    /// Checks that nothing was forgotten: every file of the workspace that Cargo
    /// lists in a file of dependencies, `NAME.d`, is one of this key.
    ///
    /// # Errors
    ///
    /// For the first file that is not, and when the list cannot be read.
    pub fn covers(&self, list: &Path) -> Result<()> {
        let text =
            fs::read_to_string(list).with_context(|| format!("cannot read {}", list.display()))?;
        self.covers_all(&text)
            .with_context(|| format!("{}", list.display()))
    }

    fn covers_all(&self, text: &str) -> Result<()> {
        for file in dependencies(text) {
            let ours = file.starts_with(workspace()) && !file.starts_with(target());
            if ours && !self.files.contains(&file) {
                bail!(
                    "{} is not in the key of what was built of it: a change there would go unnoticed; add it to the paths of that fixture",
                    file.display()
                );
            }
        }
        Ok(())
    }
}

/// The files that a file of dependencies names, as make reads it: `\ ` is a
/// blank in a path.
fn dependencies(text: &str) -> BTreeSet<PathBuf> {
    let rules = text.lines().filter_map(|line| line.split_once(": "));
    let lists = rules.map(|(_, list)| list.replace("\\ ", "\0"));
    lists
        .flat_map(|list| {
            let paths = list.split_whitespace();
            let paths = paths.map(|path| PathBuf::from(path.replace('\0', " ")));
            paths.collect::<Vec<_>>()
        })
        .map(|path| without_detours(&path))
        // Of a folder that a build script watches its files are listed too.
        .filter(|path| !path.is_dir())
        .collect()
}

/// The same path without `..`, of which sources that several packages share
/// have some.
fn without_detours(path: &Path) -> PathBuf {
    path.components().fold(PathBuf::new(), |mut path, part| {
        if part == Component::ParentDir {
            path.pop();
        } else {
            path.push(part);
        }
        path
    })
}

fn collect(path: &Path, files: &mut BTreeSet<PathBuf>) -> Result<()> {
    if !path.is_dir() {
        files.insert(path.to_owned());
        return Ok(());
    }
    for entry in fs::read_dir(path).with_context(|| path.display().to_string())? {
        let entry = entry?;
        let aside = ASIDE.iter().any(|name| entry.file_name() == *name);
        if !(aside && entry.file_type()?.is_dir()) {
            collect(&entry.path(), files)?;
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn key(root: &Path) -> String {
        Key::default().path(root, "").unwrap().name()
    }

    #[test]
    fn a_key_tells_all_texts_and_names_apart() {
        let folder = tempfile::tempdir().unwrap();
        let root = folder.path();
        fs::create_dir_all(root.join("src/tests")).unwrap();
        let file = root.join("src/lib.rs");
        let mut keys = BTreeSet::new();
        for text in ["", "a", "b", "ab"] {
            fs::write(&file, text).unwrap();
            assert_eq!(key(root), key(root), "one folder, two keys");
            assert!(keys.insert(key(root)), "`{text}` has the key of another");
        }
        fs::rename(&file, root.join("src/main.rs")).unwrap();
        assert!(keys.insert(key(root)), "a new name, the old key");
        fs::write(root.join("src/tests/a.rs"), "a").unwrap();
        assert!(!keys.insert(key(root)), "a test changes a key");
    }

    #[test]
    fn the_compiler_and_texts_count() {
        let compiler = Key::of_compiler().unwrap();
        assert_ne!(compiler.name(), Key::default().name());
        let flags = |flags| compiler.clone().text(flags).name();
        assert_ne!(flags("-Ca"), flags("-Cb"));
        // Two texts are not one.
        let (one, two) = (Key::default().text("ab"), Key::default().text("a"));
        assert_ne!(one.name(), two.text("b").name());
    }

    #[test]
    fn what_a_key_forgets_is_named() {
        let key = Key::default().paths(["testkit/src"]).unwrap();
        let here = workspace().join("testkit/src/key.rs");
        let lib = workspace().join("testkit/src/lib.rs");
        let built = target().join("generated.rs");
        let list = |file: &Path| {
            format!(
                "{}: {} {} /else/where.rs\n",
                target().join("a.wasm").display(),
                file.display(),
                built.display()
            )
        };
        key.covers_all(&list(&here)).unwrap();
        key.covers_all(&list(&lib)).unwrap();
        let other = workspace().join("shrink/src/lib.rs");
        let error = key.covers_all(&list(&other)).unwrap_err().to_string();
        assert!(error.contains("shrink/src/lib.rs is not in"), "{error}");
    }

    #[test]
    fn paths_with_blanks_are_read_as_make_reads_them() {
        let found = dependencies("/t/a.wasm: /w/a\\ b.rs /w/x/../c.rs\n\n/w/c.rs:\n");
        let expected = ["/w/a b.rs", "/w/c.rs"].map(PathBuf::from);
        assert_eq!(found, BTreeSet::from(expected));
    }
}
