//! Settings in memory.

use std::borrow::ToOwned;
use std::cell::RefCell;
use std::collections::BTreeMap;
use std::rc::Rc;
use std::string::String;

use crate::Call;
use crate::runtime_config::v1_0::{ConfigError, Host};

/// Settings in memory. Clones share them.
///
/// A setting that is not there is `none`; a key of nothing but blanks is `invalid-key`.
///
/// ```
/// use greentic_guest::runtime_config::v1_0::{ConfigError, Host};
/// use greentic_guest::{Call, testing::Settings};
///
/// let call = Call::new();
/// let settings = Settings::new().with("retries", "3").with_text("locale", "de").deny("root");
/// assert_eq!(settings.get(&call, "retries"), Ok(Some("3")));
/// assert_eq!(settings.get(&call, "locale"), Ok(Some("\"de\"")));
/// assert_eq!(settings.get(&call, "colour"), Ok(None));
/// assert_eq!(settings.get(&call, ""), Err(ConfigError::InvalidKey));
/// assert_eq!(settings.get(&call, "root"), Err(ConfigError::Denied));
///
/// let settings = settings.reject("Locale").miss("size");
/// assert_eq!(settings.get(&call, "Locale"), Err(ConfigError::InvalidKey));
/// assert_eq!(settings.get(&call, "size"), Err(ConfigError::NotFound));
/// ```
#[derive(Clone, Debug, Default)]
pub struct Settings {
    shared: Rc<RefCell<BTreeMap<String, Result<String, ConfigError>>>>,
}

impl Settings {
    /// Makes a place without settings.
    pub fn new() -> Self {
        Self::default()
    }

    /// Adds a setting as JSON, `3` say or `"de"` in quotes, or replaces it.
    #[must_use]
    pub fn with(self, key: &str, json: &str) -> Self {
        self.insert(key, Ok(json.to_owned()))
    }

    /// Adds a setting that is text, or replaces it.
    #[must_use]
    pub fn with_text(self, key: &str, text: &str) -> Self {
        let call = Call::new();
        self.insert(key, Ok(call.json(text).to_owned()))
    }

    /// Denies a key.
    #[must_use]
    pub fn deny(self, key: &str) -> Self {
        self.insert(key, Err(ConfigError::Denied))
    }

    /// Fails for a key, as a host does that cannot read it: `internal`.
    #[must_use]
    pub fn fail(self, key: &str) -> Self {
        self.insert(key, Err(ConfigError::Internal))
    }

    /// Does not accept a key, as hosts do that have rules for keys: `invalid-key`.
    #[must_use]
    pub fn reject(self, key: &str) -> Self {
        self.insert(key, Err(ConfigError::InvalidKey))
    }

    /// Answers `not-found` for a key, where others than this fake do so in place of `none`.
    #[must_use]
    pub fn miss(self, key: &str) -> Self {
        self.insert(key, Err(ConfigError::NotFound))
    }

    fn insert(self, key: &str, answer: Result<String, ConfigError>) -> Self {
        self.shared.borrow_mut().insert(key.to_owned(), answer);
        self
    }
}

impl Host for Settings {
    fn get<'a>(&self, call: &'a Call, key: &str) -> Result<Option<&'a str>, ConfigError> {
        if key.trim().is_empty() {
            return Err(ConfigError::InvalidKey);
        }
        match self.shared.borrow().get(key) {
            Some(Ok(json)) => Ok(Some(call.copy(json))),
            Some(Err(error)) => Err(*error),
            None => Ok(None),
        }
    }
}
