//! The list of modules, and the files themselves.

use std::fs;

use anyhow::{Context as _, Result, ensure};
use greentic_testkit::cargo::workspace;
use greentic_testkit::packages;
use serde::Deserialize;
use sha2::{Digest as _, Sha256};

/// The list.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct List {
    module: Vec<Listed>,
}

/// A core module in a package of a registry.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Listed {
    /// `npm`, `pypi` or `crates.io`.
    pub registry: String,
    /// The package.
    pub package: String,
    /// Its version.
    pub version: String,
    /// The path of the file in it.
    pub path: String,
    /// The language and the tools that made it.
    pub made_with: String,
    /// The size of the file, in bytes.
    pub bytes: usize,
    /// The SHA-256 of these, in hexadecimal digits.
    pub sha256: String,
    /// `true` if it is measured only where large ones are asked for.
    #[serde(default)]
    pub large: bool,
}

impl Listed {
    /// Returns package and file, as tables have them.
    #[must_use]
    pub fn name(&self) -> String {
        let file = self.path.rsplit('/').next().unwrap_or(&self.path);
        format!("{} {file}", self.package)
    }

    /// Returns the bytes of the module, fetched where they are not there.
    ///
    /// # Errors
    ///
    /// When it cannot be had, or is another file than the one that is listed.
    pub fn fetch(&self) -> Result<Vec<u8>> {
        let folder = packages::files(&self.registry, &self.package, &self.version)?;
        let bytes = fs::read(folder.join(&self.path))
            .with_context(|| format!("{}: {} is not in it", self.package, self.path))?;
        let sum = hex::encode(Sha256::digest(&bytes));
        ensure!(
            sum == self.sha256,
            "{}: {} is another file: its SHA-256 is {sum}, the list has {}",
            self.package,
            self.path,
            self.sha256
        );
        Ok(bytes)
    }
}

/// Reads `conformance/plain-modules.toml`.
///
/// # Errors
///
/// When it is not there or not such a list.
pub fn listed() -> Result<Vec<Listed>> {
    let path = workspace().join("conformance/plain-modules.toml");
    let text = fs::read_to_string(&path)?;
    let list: List = toml::from_str(&text).with_context(|| path.display().to_string())?;
    Ok(list.module)
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeSet;

    #[test]
    fn the_list_has_modules_of_many_registries_and_tool_chains() {
        let list = listed().unwrap();
        let count = |of: fn(&Listed) -> &str| list.iter().map(of).collect::<BTreeSet<_>>().len();
        assert!(list.len() >= 50, "{}", list.len());
        assert_eq!(count(|listed| &listed.registry), 3);
        assert!(count(|listed| &listed.made_with) >= 10);
        // One file twice would count twice in the sums.
        assert_eq!(count(|listed| &listed.sha256), list.len());
        for listed in &list {
            let digits = listed.sha256.bytes().all(|byte| byte.is_ascii_hexdigit());
            assert!(digits && listed.sha256.len() == 64, "{listed:?}");
        }
    }
}
