//! The components that are named, and those in folders.

use std::ffi::OsStr;
use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context as _, Result};

use greentic_command::places::Place;
use greentic_command::{Failure, files};

/// The depth below which no folder is looked into.
const MOST_DEEP: usize = 64;

/// A component that was found.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct ComponentFile {
    /// Its file.
    pub(crate) path: PathBuf,
    /// The path within the folder that was named; the file name if the file itself
    /// was named.
    pub(crate) within: PathBuf,
}

/// The result of a search for components.
#[derive(Debug, Default)]
pub(crate) struct ComponentSearch {
    /// The components, in the order in which they were named; those of a folder are
    /// sorted by name.
    pub(crate) files: Vec<ComponentFile>,
    /// Folders within that cannot be read.
    pub(crate) unreadable: Vec<String>,
}

/// Collects the files that are named, and the files that end in `.wasm` in the
/// folders that are named; with `recursive` those in folders within, too. Links to
/// folders are not followed there. Where the size report has left a component in
/// both forms, `NAME.wasm` and `NAME.plain.wasm`, the plain one is taken.
///
/// The folder `without` is left out: outputs go there.
///
/// # Errors
///
/// - A folder that is named cannot be read.
/// - There is no component.
pub(crate) fn components(
    named: &[PathBuf],
    recursive: bool,
    without: Option<&Path>,
) -> Result<ComponentSearch> {
    let mut search = ComponentSearch::default();
    let without = without.map(Place::of);
    for path in named {
        if path.is_dir() {
            let context = || format!("cannot read {}", files::name(path));
            let deep = if recursive { MOST_DEEP } else { 0 };
            let mut found = Vec::new();
            search
                .folder(path, Path::new(""), deep, without.as_ref(), &mut found)
                .with_context(context)?;
            search.files.extend(found);
        } else {
            search.files.push(ComponentFile {
                path: path.clone(),
                within: path.file_name().unwrap_or(path.as_os_str()).into(),
            });
        }
    }
    if search.files.is_empty() && search.unreadable.is_empty() {
        let hint = if recursive {
            ""
        } else {
            "; --recursive looks into the folders within too"
        };
        let message = format!("no folder that was named has a file that ends in .wasm{hint}");
        return Err(Failure::usage(message).into());
    }
    Ok(search)
}

impl ComponentSearch {
    fn folder(
        &mut self,
        folder: &Path,
        within: &Path,
        deep: usize,
        without: Option<&Place>,
        to: &mut Vec<ComponentFile>,
    ) -> std::io::Result<()> {
        let mut entries = Vec::new();
        for entry in fs::read_dir(folder)? {
            let entry = entry?;
            entries.push((entry.file_name(), entry.file_type()?.is_dir()));
        }
        entries.sort();
        for (name, is_folder) in entries {
            let (path, within) = (folder.join(&name), within.join(&name));
            if is_folder {
                let skipped = without.is_some_and(|without| without.is(&Place::of(&path)));
                if deep == 0 || skipped {
                    continue;
                }
                if let Err(error) = self.folder(&path, &within, deep - 1, without, to) {
                    let name = files::name(&path);
                    self.unreadable.push(format!("cannot read {name}: {error}"));
                }
                continue;
            }
            let wasm = path.extension() == Some(OsStr::new("wasm"));
            if wasm && path.is_file() && !path.with_extension("plain.wasm").is_file() {
                to.push(ComponentFile { path, within });
            }
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn folders_are_walked_as_far_as_asked() {
        let folder = tempfile::tempdir().unwrap();
        let at = |path: &str| folder.path().join(path);
        for path in [
            "b.wasm",
            "a.wasm",
            "a.plain.wasm",
            "c.txt",
            "in/d.wasm",
            "in/deep/e.wasm",
            "out/f.wasm",
            "folder.wasm/g.txt",
        ] {
            fs::create_dir_all(at(path).parent().unwrap()).unwrap();
            fs::write(at(path), "").unwrap();
        }
        let named = [folder.path().to_owned()];
        let paths = |search: ComponentSearch| -> Vec<String> {
            assert!(search.unreadable.is_empty());
            let found = search.files.iter();
            found
                .map(|found| found.within.display().to_string().replace('\\', "/"))
                .collect()
        };
        let flat = components(&named, false, None).unwrap();
        assert_eq!(paths(flat), ["a.plain.wasm", "b.wasm"]);
        let deep = components(&named, true, Some(&at("out"))).unwrap();
        assert_eq!(
            paths(deep),
            ["a.plain.wasm", "b.wasm", "in/d.wasm", "in/deep/e.wasm"]
        );
        let none = components(&[at("folder.wasm")], false, None).unwrap_err();
        assert!(none.to_string().contains("--recursive"), "{none}");
    }
}
