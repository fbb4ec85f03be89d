//! Secrets from files.

use std::fmt::Write;
use std::io::{self, ErrorKind};
use std::path::{Path, PathBuf};

use greentic_host_shim::services::state::Scope;
use greentic_host_shim::{Secrets, SecretsError};
use greentic_untrusted::files;

/// Bytes that a secret may have.
const LARGEST: u64 = 1 << 20;

/// Bytes that the name of a file may have.
const LONGEST: usize = 255;

/// Secrets from the files of a folder, one a secret, as orchestrators mount
/// them: the key `greeting` reads the file of that name.
///
/// A call on behalf of the tenant `acme` in the environment `prod` reads
/// `prod/acme/greeting` below the folder and, if there is no such file, the
/// `greeting` in the folder itself, which is every tenant's. In the names of these
/// folders all but the characters a-z, 0-9, `-` and `_` are written as `%` and two
/// hexadecimal digits for each byte, and an empty name as `%`: no two tenants
/// share a folder, even where `A` and `a` name one file.
///
/// Keys are ASCII letters, digits, `.`, `-` and `_`, and do not begin with a
/// dot: no key leads out of the folder or to what was not meant as a secret.
/// Links are followed as long as they stay in the folder, which is how
/// Kubernetes mounts secrets; a tenant's as long as they stay in its own.
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
    pub fn new(folder: impl AsRef<Path>) -> io::Result<Self> {
        let folder = folder.as_ref().canonicalize()?;
        folder.read_dir()?;
        Ok(Self {
            folder,
            writable: false,
        })
    }

    /// Lets components store secrets: as files in the folder of their tenant, that
    /// only their owner can read, there in whole or not at all. A call of which
    /// nobody said on whose behalf it is made stores nothing.
    #[must_use]
    pub fn writable(mut self) -> Self {
        self.writable = true;
        self
    }

    /// Returns the folder of a tenant; `None` if it can have none, because its
    /// name is longer than that of a file.
    fn of(&self, scope: &Scope) -> Option<PathBuf> {
        let (env, tenant) = (escaped(&scope.env), escaped(&scope.tenant));
        let is_name = env.len() <= LONGEST && tenant.len() <= LONGEST;
        is_name.then(|| self.folder.join(env).join(tenant))
    }
}

impl Secrets for DirectorySecrets {
    fn get(&self, scope: Option<&Scope>, key: &str) -> Result<Option<Vec<u8>>, SecretsError> {
        check(key)?;
        if let Some(folder) = scope.and_then(|scope| self.of(scope))
            && let Some(found) = read(&folder, key)?
        {
            return Ok(Some(found));
        }
        read(&self.folder, key)
    }

    fn put(&self, scope: Option<&Scope>, key: &str, value: &[u8]) -> Result<(), SecretsError> {
        check(key)?;
        let scope = scope.filter(|_| self.writable);
        let scope = scope.ok_or(SecretsError::Denied)?;
        if value.len() as u64 > LARGEST {
            return Err(SecretsError::Internal);
        }
        let folder = self.of(scope).ok_or(SecretsError::InvalidKey)?;
        files::make_folder(&folder).map_err(refused)?;
        let path = path(&folder, key)?.unwrap_or_else(|| folder.join(key));
        files::replace(&path, value).map_err(refused)
    }
}

/// Returns the file of a key in a folder; `None` if there is none.
fn path(folder: &Path, key: &str) -> Result<Option<PathBuf>, SecretsError> {
    match folder.join(key).canonicalize() {
        Ok(path) if path.starts_with(folder) => Ok(Some(path)),
        // A link that leads out of it.
        Ok(_) => Err(SecretsError::Denied),
        Err(error) if is_none(&error) => Ok(None),
        Err(_) => Err(SecretsError::Internal),
    }
}

fn read(folder: &Path, key: &str) -> Result<Option<Vec<u8>>, SecretsError> {
    let Some(path) = path(folder, key)? else {
        return Ok(None);
    };
    let file = match files::read_only(&path) {
        Ok(file) => file,
        // Gone since.
        Err(error) if error.kind() == ErrorKind::NotFound => return Ok(None),
        Err(error) => return Err(refused(error)),
    };
    let value = files::read_at_most(&file, LARGEST).map_err(refused)?;
    Ok(Some(value))
}

/// Returns whether the error says that nothing has that name: there is no file, or a file
/// has the place of a folder.
fn is_none(error: &io::Error) -> bool {
    matches!(error.kind(), ErrorKind::NotFound | ErrorKind::NotADirectory)
}

#[allow(clippy::needless_pass_by_value, reason = "as `map_err` hands it over")]
fn refused(error: io::Error) -> SecretsError {
    match error.kind() {
        ErrorKind::PermissionDenied => SecretsError::Denied,
        // No regular file.
        ErrorKind::InvalidInput => SecretsError::InvalidKey,
        _ => SecretsError::Internal,
    }
}

/// Returns the name of a folder that no other name has, on any system.
fn escaped(name: &str) -> String {
    if name.is_empty() {
        return "%".to_owned();
    }
    let mut text = String::with_capacity(name.len());
    for byte in name.bytes() {
        match byte {
            b'a'..=b'z' | b'0'..=b'9' | b'-' | b'_' => text.push(byte.into()),
            // Writing to a string does not fail.
            _ => drop(write!(text, "%{byte:02x}")),
        }
    }
    text
}

fn check(key: &str) -> Result<(), SecretsError> {
    let valid = key
        .bytes()
        .all(|byte| byte.is_ascii_alphanumeric() || b".-_".contains(&byte));
    if valid && !key.is_empty() && !key.starts_with('.') && key.len() <= LONGEST {
        Ok(())
    } else {
        Err(SecretsError::InvalidKey)
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    #[test]
    fn no_two_names_have_one_folder() {
        assert_eq!(escaped("acme-1_a"), "acme-1_a");
        assert_eq!(escaped("Acme.Corp/ä"), "%41cme%2e%43orp%2f%c3%a4");
        let names = [
            "", "%", "a", "A", "a.", "..", "%61", "/", "a/b", "a%2fb", "ä",
        ];
        let folders: BTreeSet<_> = names
            .iter()
            .map(|name| escaped(name).to_ascii_lowercase())
            .collect();
        assert_eq!(folders.len(), names.len());
    }
}
