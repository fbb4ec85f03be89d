//! The sources of the repository that people write.

use std::fs;
use std::path::Path;

/// A file of Rust.
pub(crate) struct Source {
    /// Its path from the root, with `/` on every system.
    pub(crate) path: String,
    /// The folder of its crate, from the root.
    pub(crate) package: String,
    pub(crate) text: String,
}

/// Returns all sources in a folder but those that are generated, by path.
///
/// # Errors
///
/// The file or folder that cannot be read.
pub(crate) fn sources(root: &Path) -> Result<Vec<Source>, String> {
    let mut sources = Vec::new();
    read(root, "", "", &mut sources)?;
    sources.sort_by(|a, b| a.path.cmp(&b.path));
    Ok(sources)
}

/// Reads the sources of one folder, which is in `package` unless it is a package itself.
fn read(root: &Path, folder: &str, package: &str, to: &mut Vec<Source>) -> Result<(), String> {
    let fail = |path: &str, error: std::io::Error| format!("{path}: cannot be read: {error}");
    let here = root.join(folder);
    let is_package = !folder.is_empty() && here.join("Cargo.toml").is_file();
    let package = if is_package { folder } else { package };
    for entry in fs::read_dir(&here).map_err(|error| fail(folder, error))? {
        let entry = entry.map_err(|error| fail(folder, error))?;
        let name = entry.file_name().to_string_lossy().into_owned();
        let path = if folder.is_empty() {
            name.clone()
        } else {
            format!("{folder}/{name}")
        };
        // A link leads to a file that is read where it is.
        let kind = entry.file_type().map_err(|error| fail(&path, error))?;
        if kind.is_dir() && name != "target" && !name.starts_with('.') {
            read(root, &path, package, to)?;
        } else if kind.is_file() && Path::new(&name).extension().is_some_and(|end| end == "rs") {
            let text = fs::read_to_string(entry.path()).map_err(|error| fail(&path, error))?;
            if !is_generated(&text) {
                // Sources that several crates share are in none.
                let package = if package.is_empty() { folder } else { package };
                to.push(Source {
                    path,
                    package: package.to_owned(),
                    text,
                });
            }
        }
    }
    Ok(())
}

/// Says whether a source is generated: it then begins with a comment that asks not to edit it.
fn is_generated(text: &str) -> bool {
    let mut comment = text.lines().take_while(|line| line.starts_with("//"));
    comment.any(|line| line.contains("Do not edit."))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::environment::root;

    #[test]
    fn sources_know_their_crate_and_are_not_generated() {
        let sources = sources(&root()).unwrap();
        let package = |path: &str| {
            let source = sources.iter().find(|source| source.path == path);
            source.map(|source| source.package.as_str())
        };
        assert_eq!(package("xtask/src/sources.rs"), Some("xtask"));
        assert_eq!(package("xtask/codegen/src/main.rs"), Some("xtask/codegen"));
        assert_eq!(
            package("examples/shared/harmful.rs"),
            Some("examples/shared")
        );
        assert_eq!(package("guest/src/paths.rs"), None);
        assert_eq!(package("host-shim/src/bindings/exports.rs"), None);
        assert!(
            sources
                .iter()
                .all(|source| !source.path.starts_with("target"))
        );
    }

    #[test]
    fn the_mark_of_generated_code_stands_in_its_first_comment() {
        assert!(is_generated("// A.\n//\n// Generated. Do not edit.\n"));
        assert!(!is_generated("// A.\n\n// Do not edit.\n"));
        assert!(!is_generated(
            "fn a() -> &'static str { \"// Do not edit.\" }\n"
        ));
    }
}
