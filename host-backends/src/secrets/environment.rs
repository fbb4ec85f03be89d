//! Secrets from the environment.

use std::ffi::OsString;

use greentic_host_shim::services::state::Scope;
use greentic_host_shim::{Secrets, SecretsError};

/// Secrets from environment variables: the key `GREETING` reads the variable
/// of that name with a prefix before it.
///
/// Keys are ASCII letters, digits and `_`. The prefix keeps a component from
/// reading the rest of the environment, so it may not be empty.
///
/// An environment knows no tenants: every call gets the same secrets, on whose
/// behalf it may be made. In a host of several tenants
/// [`only_for`](Self::only_for) makes them those of one.
#[derive(Clone, Debug)]
pub struct EnvSecrets {
    prefix: String,
    owner: Option<Scope>,
}

impl EnvSecrets {
    /// Reads variables that begin with `prefix`, `APP_` say.
    ///
    /// # Errors
    ///
    /// [`SecretsError::InvalidKey`] if the prefix is empty or has other
    /// characters than ASCII letters, digits and `_`.
    pub fn new(prefix: impl Into<String>) -> Result<Self, SecretsError> {
        let prefix = prefix.into();
        if is_name(&prefix) {
            Ok(Self {
                prefix,
                owner: None,
            })
        } else {
            Err(SecretsError::InvalidKey)
        }
    }

    /// Answers calls on behalf of this tenant only, and denies all others.
    #[must_use]
    pub fn only_for(mut self, scope: Scope) -> Self {
        self.owner = Some(scope);
        self
    }
}

impl Secrets for EnvSecrets {
    fn get(&self, scope: Option<&Scope>, key: &str) -> Result<Option<Vec<u8>>, SecretsError> {
        if self.owner.is_some() && self.owner.as_ref() != scope {
            return Err(SecretsError::Denied);
        }
        if !is_name(key) {
            return Err(SecretsError::InvalidKey);
        }
        let value = std::env::var_os(format!("{}{key}", self.prefix));
        // On Unix these are the bytes of the value, text or not.
        Ok(value.map(OsString::into_encoded_bytes))
    }
}

/// Returns whether the text can be the name of a variable, or a part of it. With `=` or
/// NUL the standard library would panic or read another variable.
fn is_name(text: &str) -> bool {
    !text.is_empty()
        && text
            .bytes()
            .all(|byte| byte.is_ascii_alphanumeric() || byte == b'_')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn environment_is_read_behind_its_prefix_only() {
        // Cargo sets these for every test.
        let secrets = EnvSecrets::new("CARGO_PKG_").unwrap();
        assert_eq!(
            secrets.get(None, "NAME"),
            Ok(Some(b"greentic-host-backends".to_vec()))
        );
        assert_eq!(secrets.get(None, "NO_SUCH_VARIABLE"), Ok(None));
        for key in ["", "A=B", "A\0B", "A B", "../A", "Ä"] {
            let get = secrets.get(None, key);
            assert_eq!(get, Err(SecretsError::InvalidKey), "{key:?}");
        }
        assert!(EnvSecrets::new("").is_err());
        assert!(EnvSecrets::new("A=").is_err());
    }

    #[test]
    fn an_environment_can_be_that_of_one_tenant() {
        let acme = Scope::new("prod", "acme");
        let secrets = EnvSecrets::new("CARGO_PKG_")
            .unwrap()
            .only_for(acme.clone());
        assert!(matches!(secrets.get(Some(&acme), "NAME"), Ok(Some(_))));
        for other in [
            None,
            Some(&Scope::new("prod", "other")),
            Some(&Scope::new("test", "acme")),
        ] {
            assert_eq!(secrets.get(other, "NAME"), Err(SecretsError::Denied));
        }
    }
}
