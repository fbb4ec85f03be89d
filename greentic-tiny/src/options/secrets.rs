//! The secrets that the component may read, as options.

use std::path::PathBuf;

use clap::Args;
use greentic_host_backends::secrets::{DirectorySecrets, EnvSecrets, MemorySecrets};
use greentic_host_shim::services::state::Scope;
use greentic_host_shim::{Secrets, SecretsError};

use crate::failure::Failure;

#[derive(Args)]
#[command(next_help_heading = "Secrets (there are none but those that are given)")]
pub(crate) struct SecretArgs {
    /// A secret; may be given several times. Other users of this machine can
    /// see it, so take --secrets-from-env for those that matter
    #[arg(long, value_name = "KEY=VALUE", value_parser = pair)]
    secret: Vec<(String, String)>,

    /// Read the secret KEY from the environment variable PREFIX followed by KEY
    #[arg(long, value_name = "PREFIX", value_parser = environment)]
    secrets_from_env: Option<EnvSecrets>,

    /// Read the secret KEY from the file of that name in this folder: in ENV/TENANT
    /// below it, which is the tenant's of the call, or else in the folder itself
    #[arg(long, value_name = "FOLDER")]
    secrets_dir: Option<PathBuf>,

    /// Deny the secret KEY, as a host does that has it and does not hand it out: not the
    /// same as a secret that is not there; may be given several times
    #[arg(long, value_name = "KEY")]
    deny_secret: Vec<String>,
}

impl SecretArgs {
    /// Returns a store with all given secrets.
    pub(crate) fn store(&self) -> Result<impl Secrets + 'static, Failure> {
        let directory = match &self.secrets_dir {
            None => None,
            Some(folder) => Some(
                DirectorySecrets::new(folder)
                    .map_err(|error| Failure::io("cannot read the secrets in", folder, error))?,
            ),
        };
        let given = self
            .secret
            .iter()
            .fold(MemorySecrets::new(), |secrets, (key, value)| {
                secrets.with(key, value.as_bytes())
            });
        let given = self.deny_secret.iter().fold(given, MemorySecrets::deny);
        Ok(Layered {
            given,
            environment: self.secrets_from_env.clone(),
            directory,
        })
    }
}

/// The sources of secrets: first the command line, then the environment, then files.
struct Layered {
    given: MemorySecrets,
    environment: Option<EnvSecrets>,
    directory: Option<DirectorySecrets>,
}

impl Secrets for Layered {
    fn get(&self, scope: Option<&Scope>, key: &str) -> Result<Option<Vec<u8>>, SecretsError> {
        if let Some(found) = self.given.get(scope, key)? {
            return Ok(Some(found));
        }
        if let Some(environment) = &self.environment {
            match environment.get(scope, key) {
                // A key that cannot name a variable can name a file.
                Ok(None) | Err(SecretsError::InvalidKey) if self.directory.is_some() => {}
                found => return found,
            }
        }
        match &self.directory {
            Some(directory) => directory.get(scope, key),
            None => Ok(None),
        }
    }
}

/// Parses `KEY=VALUE`; the value may contain further equals signs.
pub(crate) fn pair(text: &str) -> Result<(String, String), String> {
    match text.split_once('=') {
        Some((key, value)) if !key.is_empty() => Ok((key.to_owned(), value.to_owned())),
        _ => Err("not of the form KEY=VALUE; write LOCALE=en, say".to_owned()),
    }
}

fn environment(prefix: &str) -> Result<EnvSecrets, String> {
    EnvSecrets::new(prefix)
        .map_err(|_| "a prefix is at least one of the characters A-Z, a-z, 0-9 and _".to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pairs_end_their_key_at_the_first_equals_sign() {
        assert_eq!(pair("A=b=c"), Ok(("A".to_owned(), "b=c".to_owned())));
        assert_eq!(pair("A="), Ok(("A".to_owned(), String::new())));
        assert!(pair("A").is_err());
        assert!(pair("=b").is_err());
    }

    #[test]
    fn the_command_line_counts_before_the_environment() {
        let secrets = Layered {
            given: MemorySecrets::new().with("NAME", "given"),
            environment: Some(EnvSecrets::new("CARGO_PKG_").unwrap()),
            directory: None,
        };
        assert_eq!(secrets.get(None, "NAME"), Ok(Some(b"given".to_vec())));
        assert!(matches!(secrets.get(None, "VERSION"), Ok(Some(_))));
        assert_eq!(secrets.get(None, "NO_SUCH_VARIABLE"), Ok(None));
    }
}
