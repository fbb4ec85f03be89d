//! Settings of a build in Cargo's own files.

use std::path::{Path, PathBuf};

use toml_edit::{DocumentMut, Item};

/// The files of settings that Cargo reads in a folder.
const FILES: [&str; 2] = [".cargo/config.toml", ".cargo/config"];

/// The settings in the files.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct Settings {
    /// The target of WebAssembly of the nearest `build.target`.
    pub(super) target: Option<String>,
    /// `true` if there is a profile `tiny`.
    pub(super) tiny: bool,
}

impl Settings {
    /// Reads the settings for builds in `folder`, in the workspace at `root`. A file that
    /// is not TOML is ignored, because Cargo itself complains about it.
    pub(super) fn of(folder: &Path, root: &Path) -> Self {
        let mut settings = Self {
            tiny: read(&root.join("Cargo.toml")).is_some_and(|file| has_tiny(&file)),
            target: None,
        };
        let home = std::env::var_os("CARGO_HOME").map(PathBuf::from);
        let files = folder
            .ancestors()
            .flat_map(|folder| FILES.map(|file| folder.join(file)))
            .chain(home.map(|home| home.join("config.toml")));
        // The nearest file decides, whatever it says.
        let mut decided = false;
        for file in files.filter_map(|path| read(&path)) {
            settings.tiny |= has_tiny(&file);
            let target = file.get("build").and_then(|build| build.get("target"));
            if let (Some(target), false) = (target, decided) {
                settings.target = wasm(target);
                decided = true;
            }
        }
        settings
    }
}

fn read(path: &Path) -> Option<DocumentMut> {
    std::fs::read_to_string(path).ok()?.parse().ok()
}

fn has_tiny(file: &DocumentMut) -> bool {
    let profiles = file.get("profile").and_then(Item::as_table_like);
    profiles.is_some_and(|profiles| profiles.contains_key("tiny"))
}

/// Returns the first target of WebAssembly; there may be a list.
fn wasm(target: &Item) -> Option<String> {
    let one = target.as_str().into_iter();
    let several = target.as_array().into_iter().flatten();
    one.chain(several.filter_map(toml_edit::Value::as_str))
        .find(|target| target.starts_with("wasm"))
        .map(str::to_owned)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn settings(files: &[(&str, &str)], folder: &str) -> Settings {
        let root = tempfile::tempdir().unwrap();
        for (path, text) in files {
            let path = root.path().join(path);
            std::fs::create_dir_all(path.parent().unwrap()).unwrap();
            std::fs::write(path, text).unwrap();
        }
        Settings::of(&root.path().join(folder), root.path())
    }

    #[test]
    fn the_nearest_target_decides() {
        let near = ("a/.cargo/config.toml", "build.target = 'wasm32-wasip1'");
        let far = (
            ".cargo/config.toml",
            "[build]\ntarget = ['x86_64-unknown-linux-gnu', 'wasm32v1-none']",
        );
        let found = settings(&[near, far], "a/b");
        assert_eq!(found.target.as_deref(), Some("wasm32-wasip1"));
        assert_eq!(
            settings(&[far], "a").target.as_deref(),
            Some("wasm32v1-none")
        );
        // One of this machine: no file of WebAssembly would come out.
        let near = (
            "a/.cargo/config.toml",
            "build.target = 'aarch64-apple-darwin'",
        );
        assert_eq!(settings(&[near, far], "a").target, None);
    }

    #[test]
    fn a_profile_may_stand_in_either_file() {
        let profile = "[profile.tiny]\ninherits = 'release'";
        assert!(settings(&[("Cargo.toml", profile)], "a").tiny);
        assert!(settings(&[(".cargo/config.toml", profile)], "a").tiny);
        assert!(!settings(&[("Cargo.toml", "[profile.release]\nlto = true")], "a").tiny);
        assert!(!settings(&[("Cargo.toml", "[profile")], "a").tiny);
    }
}
