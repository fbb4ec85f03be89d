//! Where files are.

use std::io;
use std::path::{Path, PathBuf};

/// Whether two paths lead to one file, by whatever names. One that is not there
/// yet is where its folder and its name are.
pub(crate) fn is_one(first: &Path, second: &Path) -> bool {
    if is_same_file(first, second).unwrap_or(false) {
        return true;
    }
    matches!((resolved(first), resolved(second)), (Ok(first), Ok(second)) if first == second)
}

/// By number, which hard links share.
#[cfg(unix)]
fn is_same_file(first: &Path, second: &Path) -> io::Result<bool> {
    use std::os::unix::fs::MetadataExt;

    let (first, second) = (first.metadata()?, second.metadata()?);
    Ok((first.dev(), first.ino()) == (second.dev(), second.ino()))
}

#[cfg(not(unix))]
fn is_same_file(first: &Path, second: &Path) -> io::Result<bool> {
    Ok(first.canonicalize()? == second.canonicalize()?)
}

fn resolved(path: &Path) -> io::Result<PathBuf> {
    path.canonicalize().or_else(|_| {
        let folder = match path.parent() {
            Some(folder) if !folder.as_os_str().is_empty() => folder,
            _ => Path::new("."),
        };
        let name = path.file_name().ok_or(io::ErrorKind::InvalidInput)?;
        Ok(folder.canonicalize()?.join(name))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_file_has_many_names() {
        let folder = tempfile::tempdir().unwrap();
        let at = |name: &str| folder.path().join(name);
        std::fs::write(at("a"), "").unwrap();
        std::fs::write(at("b"), "").unwrap();
        std::fs::create_dir(at("folder")).unwrap();
        assert!(is_one(&at("a"), &at("a")));
        assert!(is_one(&at("a"), &at("folder/../a")));
        assert!(!is_one(&at("a"), &at("b")));
        // Not there yet.
        assert!(is_one(&at("c"), &at("folder/../c")));
        assert!(!is_one(&at("c"), &at("folder/c")));
        assert!(!is_one(&at("c"), &at("no such folder/c")));
        std::fs::hard_link(at("a"), at("d")).unwrap();
        assert!(is_one(&at("a"), &at("d")));
        #[cfg(unix)]
        {
            std::os::unix::fs::symlink(at("a"), at("e")).unwrap();
            assert!(is_one(&at("e"), &at("a")));
        }
    }
}
