//! Secrets from files.

use std::fs::File;
use std::io::{ErrorKind, Read};
use std::path::{Path, PathBuf};

use super::{Secrets, SecretsError};
use crate::replace;

/// Bytes that a secret may have.
const LARGEST: u64 = 1 << 20;

/// Secrets from the files of a folder, one a secret, as orchestrators mount
/// them: the key `greeting` reads the file of that name.
///
/// Keys are ASCII letters, digits, `.`, `-` and `_`, and do not begin with a
/// dot: no key leads out of the folder or to what was not meant as a secret.
/// Links are followed as long as they stay in the folder, which is how
/// Kubernetes mounts secrets.
#[derive(Clone, Debug)]
pub struct DirectorySecrets {
    folder: PathBuf,
    writable: bool,
}

impl DirectorySecrets {
    /// Reads the files of a folder.
    ///
    /// # Errors
    ///
    /// The folder is not there or cannot be read.
    pub fn new(folder: impl AsRef<Path>) -> std::io::Result<Self> {
        let folder = folder.as_ref().canonicalize()?;
        folder.read_dir()?;
        Ok(Self {
            folder,
            writable: false,
        })
    }

    /// Lets components store secrets: as files that only their owner can read,
    /// there in whole or not at all.
    #[must_use]
    pub fn writable(mut self) -> Self {
        self.writable = true;
        self
    }

    /// The file of a key; `None` if there is none.
    fn path(&self, key: &str) -> Result<Option<PathBuf>, SecretsError> {
        check(key)?;
        match self.folder.join(key).canonicalize() {
            Ok(path) if path.starts_with(&self.folder) => Ok(Some(path)),
            // A link that leads out of it.
            Ok(_) => Err(SecretsError::Denied),
            Err(error) if error.kind() == ErrorKind::NotFound => Ok(None),
            Err(_) => Err(SecretsError::Internal),
        }
    }
}

impl Secrets for DirectorySecrets {
    fn get(&self, key: &str) -> Result<Option<Vec<u8>>, SecretsError> {
        let Some(path) = self.path(key)? else {
            return Ok(None);
        };
        let metadata = path.metadata().map_err(|_| SecretsError::Internal)?;
        // A pipe would have us wait for ever.
        if !metadata.is_file() {
            return Err(SecretsError::InvalidKey);
        }
        let mut value = Vec::new();
        let file = File::open(path).map_err(|error| match error.kind() {
            ErrorKind::NotFound => SecretsError::NotFound,
            ErrorKind::PermissionDenied => SecretsError::Denied,
            _ => SecretsError::Internal,
        })?;
        let read = file.take(LARGEST + 1).read_to_end(&mut value);
        match read {
            Ok(bytes) if bytes as u64 <= LARGEST => Ok(Some(value)),
            _ => Err(SecretsError::Internal),
        }
    }

    fn put(&self, key: &str, value: &[u8]) -> Result<(), SecretsError> {
        check(key)?;
        if !self.writable {
            return Err(SecretsError::Denied);
        }
        if value.len() as u64 > LARGEST {
            return Err(SecretsError::Internal);
        }
        let path = self.path(key)?.unwrap_or_else(|| self.folder.join(key));
        replace::replace(&path, value).map_err(|error| match error.kind() {
            ErrorKind::PermissionDenied => SecretsError::Denied,
            _ => SecretsError::Internal,
        })
    }
}

fn check(key: &str) -> Result<(), SecretsError> {
    let valid = key
        .bytes()
        .all(|byte| byte.is_ascii_alphanumeric() || b".-_".contains(&byte));
    if valid && !key.is_empty() && !key.starts_with('.') && key.len() < 256 {
        Ok(())
    } else {
        Err(SecretsError::InvalidKey)
    }
}
