//! Access of others to a file that should be private.

use std::fmt;
use std::fs::File;
use std::path::{Path, PathBuf};

/// A private file that is open to others than its owner. Displays as a sentence
/// that says what to do.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Exposure {
    path: PathBuf,
    open: Open,
}

#[derive(Clone, Debug, PartialEq, Eq)]
enum Open {
    /// To others, by its mode.
    Mode(u32),
    /// To the user who owns it, who is not the one of this process.
    Owner(u32),
}

impl Exposure {
    /// Finds out whether a file is open to others; `None` if it is not, or
    /// where the system has no such modes.
    pub fn of(path: &Path, file: &File) -> Option<Self> {
        open(file).map(|open| Self {
            path: path.to_owned(),
            open,
        })
    }

    /// Returns the path of the file.
    pub fn path(&self) -> &Path {
        &self.path
    }
}

#[cfg(unix)]
fn open(file: &File) -> Option<Open> {
    use std::os::unix::fs::MetadataExt;

    let metadata = file.metadata().ok()?;
    let owner = metadata.uid();
    let mode = metadata.mode() & 0o7777;
    // The superuser can get at everything anyway.
    if owner != 0 && owner != rustix::process::geteuid().as_raw() {
        Some(Open::Owner(owner))
    } else if mode & 0o077 != 0 {
        Some(Open::Mode(mode))
    } else {
        None
    }
}

#[cfg(not(unix))]
fn open(_: &File) -> Option<Open> {
    None
}

impl fmt::Display for Exposure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let path = self.path.display();
        match self.open {
            Open::Mode(mode) => write!(
                f,
                "{path} is open to other users, its mode is {mode:04o}: make it private with \
                 `chmod 600`, and anew if others may have used it"
            ),
            Open::Owner(owner) => write!(
                f,
                "{path} belongs to another user, with the number {owner}: take one of your own"
            ),
        }
    }
}

#[cfg(all(test, unix))]
mod tests {
    use std::os::unix::fs::PermissionsExt;

    use super::*;

    #[test]
    fn only_what_the_owner_alone_can_get_at_is_private() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("file");
        std::fs::write(&path, "").unwrap();
        for mode in [0o600, 0o400, 0o700, 0o640, 0o604, 0o620, 0o602, 0o666] {
            let permissions = std::fs::Permissions::from_mode(mode);
            std::fs::set_permissions(&path, permissions).unwrap();
            let exposure = Exposure::of(&path, &File::open(&path).unwrap());
            assert_eq!(exposure.is_some(), mode & 0o077 != 0, "{mode:o}");
            if let Some(exposure) = exposure {
                assert_eq!(exposure.path(), path);
                let text = exposure.to_string();
                assert!(text.contains(&format!("mode is 0{mode:o}")), "{text}");
                assert!(text.contains("chmod 600"), "{text}");
            }
        }
    }
}
