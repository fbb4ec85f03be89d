//! Names for everything that a peer is made of.

use std::hash::{DefaultHasher, Hash as _, Hasher as _};
use std::path::Path;

use anyhow::{Context as _, Result};

/// A name for everything that a peer is made of. It changes with each byte, with the name
/// of a file, and with a tool. It does not protect against somebody who means to deceive.
#[derive(Clone, Debug, Default)]
pub(super) struct Key {
    hasher: DefaultHasher,
}

impl Key {
    /// Adds a text.
    pub(super) fn text(mut self, text: &str) -> Self {
        text.hash(&mut self.hasher);
        self
    }

    /// Adds a file, or all files of a folder, with their paths below `root`.
    pub(super) fn path(mut self, root: &Path, path: &str) -> Result<Self> {
        let whole = root.join(path);
        if !whole.is_dir() {
            path.hash(&mut self.hasher);
            let bytes = std::fs::read(&whole).with_context(|| whole.display().to_string())?;
            bytes.hash(&mut self.hasher);
            return Ok(self);
        }
        let entries = std::fs::read_dir(&whole).with_context(|| whole.display().to_string())?;
        let mut names = Vec::new();
        for entry in entries {
            names.push(entry?.file_name().to_string_lossy().into_owned());
        }
        names.sort();
        names
            .iter()
            .filter(|name| !["target", "node_modules"].contains(&name.as_str()))
            .try_fold(self, |key, name| key.path(root, &format!("{path}/{name}")))
    }

    /// Returns the name.
    pub(super) fn name(&self) -> String {
        format!("{:016x}", self.hasher.finish())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bytes_names_and_tools_count() {
        let folder = std::env::temp_dir().join(format!("size-peers-{}", std::process::id()));
        std::fs::create_dir_all(folder.join("a")).unwrap();
        let key = |tool| Key::default().text(tool).path(&folder, "a").unwrap().name();
        let mut keys = std::collections::BTreeSet::new();
        keys.insert(key("one"));
        std::fs::write(folder.join("a/b"), "b").unwrap();
        keys.insert(key("one"));
        keys.insert(key("two"));
        std::fs::write(folder.join("a/b"), "c").unwrap();
        keys.insert(key("one"));
        std::fs::rename(folder.join("a/b"), folder.join("a/c")).unwrap();
        keys.insert(key("one"));
        assert_eq!(keys.len(), 5);
        assert_eq!(key("one"), key("one"));
        std::fs::remove_dir_all(&folder).unwrap();
    }
}
