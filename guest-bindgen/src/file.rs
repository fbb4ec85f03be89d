//! Files that are written in one go.

use std::io::Write;
use std::path::Path;

use crate::Error;

/// Writes `text` to a file: to a temporary one beside it, which then takes its
/// name and its permissions. Leaves the file alone where that is what it says
/// already, and never half-written. Makes the folders that are missing.
///
/// # Errors
///
/// [`Error::Write`] where the file cannot be written.
#[cfg_attr(
    not(feature = "repository"),
    expect(unreachable_pub, reason = "others than authors get it")
)]
pub fn write(path: &Path, text: &str) -> Result<(), Error> {
    if std::fs::read_to_string(path).is_ok_and(|present| present == text) {
        return Ok(());
    }
    let fail = |cause| Error::Write {
        path: path.to_owned(),
        cause,
    };
    // Where a link leads, so that it stays one.
    let path = &std::fs::canonicalize(path).unwrap_or_else(|_| path.to_owned());
    let folder = path
        .parent()
        .filter(|folder| !folder.as_os_str().is_empty())
        .unwrap_or(Path::new("."));
    std::fs::create_dir_all(folder).map_err(fail)?;
    let mut file = temporary().tempfile_in(folder).map_err(fail)?;
    file.write_all(text.as_bytes()).map_err(fail)?;
    if let Ok(present) = std::fs::metadata(path) {
        let permissions = present.permissions();
        file.as_file().set_permissions(permissions).map_err(fail)?;
    }
    file.persist(path).map_err(|error| fail(error.error))?;
    Ok(())
}

/// Temporary files that others may read, as far as the process lets them read
/// any file of its own.
#[cfg(unix)]
fn temporary() -> tempfile::Builder<'static, 'static> {
    use std::os::unix::fs::PermissionsExt;

    let mut builder = tempfile::Builder::new();
    builder.permissions(std::fs::Permissions::from_mode(0o666));
    builder
}

#[cfg(not(unix))]
fn temporary() -> tempfile::Builder<'static, 'static> {
    tempfile::Builder::new()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn files_have_the_permissions_of_any_other() {
        let folder = tempfile::tempdir().expect("a folder");
        let [plain, ours] = ["plain", "ours"].map(|name| folder.path().join(name));
        std::fs::write(&plain, "a").expect("a file");
        write(&ours, "a").expect("a file");
        let permissions = |path: &Path| std::fs::metadata(path).expect("a file").permissions();
        assert_eq!(permissions(&ours), permissions(&plain));
    }

    #[cfg(unix)]
    #[test]
    fn what_stands_there_already_is_left_alone() {
        let folder = tempfile::tempdir().expect("a folder");
        let file = folder.path().join("a");
        write(&file, "a").expect("a file");
        let mut only_read = std::fs::metadata(&file).expect("a file").permissions();
        only_read.set_readonly(true);
        std::fs::set_permissions(&file, only_read.clone()).expect("permissions");
        write(&file, "a").expect("nothing to write");
        assert_eq!(
            std::fs::metadata(&file).expect("a file").permissions(),
            only_read
        );
    }

    #[cfg(unix)]
    #[test]
    fn a_file_keeps_its_permissions() {
        use std::os::unix::fs::PermissionsExt;

        let folder = tempfile::tempdir().expect("a folder");
        let file = folder.path().join("a");
        for mode in [0o600, 0o640, 0o755, 0o444] {
            write(&file, "a").expect("a file");
            std::fs::set_permissions(&file, std::fs::Permissions::from_mode(mode))
                .expect("permissions");
            write(&file, "b").expect("a file");
            let after = std::fs::metadata(&file).expect("a file").permissions();
            assert_eq!(after.mode() & 0o777, mode, "{mode:o}");
            assert_eq!(std::fs::read_to_string(&file).expect("a file"), "b");
        }
    }

    #[cfg(unix)]
    #[test]
    fn a_link_stays_one() {
        let folder = tempfile::tempdir().expect("a folder");
        let [file, link] = ["file", "link"].map(|name| folder.path().join(name));
        std::fs::write(&file, "a").expect("a file");
        std::os::unix::fs::symlink("file", &link).expect("a link");
        write(&link, "b").expect("a file");
        assert!(link.is_symlink());
        assert_eq!(std::fs::read_to_string(&file).expect("a file"), "b");
    }

    #[test]
    fn folders_that_are_missing_are_made() {
        let folder = tempfile::tempdir().expect("a folder");
        let file = folder.path().join("missing").join("too").join("a");
        write(&file, "a").expect("a file");
        assert_eq!(std::fs::read_to_string(&file).expect("a file"), "a");
    }

    #[test]
    fn a_folder_that_cannot_be_made_is_named() {
        let folder = tempfile::tempdir().expect("a folder");
        std::fs::write(folder.path().join("taken"), "").expect("a file");
        let file = folder.path().join("taken").join("a");
        let error = write(&file, "a").expect_err("no folder");
        assert!(
            error.to_string().starts_with(&file.display().to_string()),
            "{error}"
        );
    }
}
