//! Settings of a deployment that are no secrets.

use super::state::Scope;

/// The reason why a setting could not be read. A key that the settings do not have is no
/// error: [`RuntimeConfig::get`] answers `None` for it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, thiserror::Error)]
#[non_exhaustive]
pub enum ConfigError {
    /// There is no such setting, and the host tells that apart from `None`.
    #[error("no such setting")]
    NotFound,
    /// The component may not read this setting.
    #[error("the setting may not be read")]
    Denied,
    /// The key is not one that the settings accept.
    #[error("not a valid key of a setting")]
    InvalidKey,
    /// The settings themselves failed; trying again may help.
    #[error("the settings failed")]
    Internal,
}

/// Settings, as `greentic:runtime-config/runtime-config` offers them to
/// components.
///
/// A component names a key and no tenant: whose settings it gets is for the
/// implementation to say, by the [`Scope`] of the call. `None` is a call of which
/// nobody said on whose behalf it is made; it gets what every tenant may have at
/// most.
///
/// Called from the middle of a call into the component, on its thread: a method
/// that blocks holds the call up past its deadline.
pub trait RuntimeConfig: Send + Sync {
    /// Returns the value of the setting `key` as a JSON text, a text in quotes
    /// say, or `None` where there is no such setting. The key comes from the
    /// component: it can be any text.
    ///
    /// # Errors
    ///
    /// The error that the component gets to see instead of the setting.
    fn get(&self, scope: Option<&Scope>, key: &str) -> Result<Option<String>, ConfigError>;
}

/// Settings that several hosts share.
impl<C: RuntimeConfig + ?Sized> RuntimeConfig for std::sync::Arc<C> {
    fn get(&self, scope: Option<&Scope>, key: &str) -> Result<Option<String>, ConfigError> {
        C::get(self, scope, key)
    }
}

/// Denies every setting. What a [`Host`](crate::Host) uses until it is given
/// others.
#[derive(Clone, Copy, Debug, Default)]
pub struct NoConfig;

impl RuntimeConfig for NoConfig {
    fn get(&self, _: Option<&Scope>, _: &str) -> Result<Option<String>, ConfigError> {
        Err(ConfigError::Denied)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_is_readable_by_default() {
        for scope in [None, Some(&Scope::new("prod", "acme"))] {
            assert_eq!(NoConfig.get(scope, "key"), Err(ConfigError::Denied));
        }
    }
}
