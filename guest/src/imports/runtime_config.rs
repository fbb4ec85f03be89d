//! Settings as what they are.
//!
//! ```
//! # #[cfg(feature = "component-v0-5")] {
//! use greentic_guest::prelude::*;
//! use greentic_guest::{component::v0_5::node::NodeError, runtime_config::v1_0::Host};
//!
//! fn server<'a>(call: &'a Call, settings: &impl Host) -> Result<(&'a str, u32), NodeError<'a>> {
//!     let server: &str = settings.required(call, "server")?;
//!     let retries = settings.or(call, "retries", 3)?;
//!     Ok((server, retries))
//! }
//! # use greentic_guest::testing::Settings;
//! # let (call, settings) = (Call::new(), Settings::new().with("server", r#""example.com""#));
//! # assert_eq!(server(&call, &settings), Ok(("example.com", 3)));
//! # let error = server(&call, &Settings::new()).unwrap_err();
//! # assert_eq!(error.message, "server: there is no such setting");
//! # }
//! ```
//!
//! Hosts say in two ways that there is no such setting, with `none` and with `not-found`. Both
//! are `None` here, and `setting-not-found` for a setting that is required.

use crate::json::{FromJson, Json};
use crate::runtime_config::v1_0::{ConfigError, Host};
use crate::{Call, Context as _, InContext};

/// Reads settings, on everything that is a `greentic:runtime-config/runtime-config@1.0.0`.
///
/// ```
/// use greentic_guest::{Call, InContext, imports::runtime_config::SettingValues, testing::Settings};
///
/// /// Returns the time limit, and how many servers there are.
/// fn read<'a>(
///     call: &'a Call,
///     settings: &impl SettingValues,
/// ) -> Result<(Option<u32>, usize), InContext<'a>> {
///     let limit = settings.optional(call, "limit")?;
///     let servers = match settings.json(call, "servers")? {
///         Some(servers) => servers.items().map_or(0, Iterator::count),
///         None => 0,
///     };
///     Ok((limit, servers))
/// }
///
/// let call = Call::new();
/// assert_eq!(read(&call, &Settings::new()), Ok((None, 0)));
/// let settings = Settings::new().with("limit", "500").with("servers", r#"["a","b"]"#);
/// assert_eq!(read(&call, &settings), Ok((Some(500), 2)));
/// assert!(read(&call, &settings.with_text("limit", "none")).is_err());
/// ```
pub trait SettingValues: Host {
    /// Returns a setting as JSON; `None` where there is no such setting.
    ///
    /// # Errors
    ///
    /// The component may not read it, the key is not one, or the host fails; or what the host
    /// answers is not JSON.
    fn json<'a>(&self, call: &'a Call, key: &str) -> Result<Option<Json<'a>>, InContext<'a>> {
        match self.get(call, key) {
            Ok(Some(text)) => call.read_json(text).unexpected(call, key).map(Some),
            Ok(None) | Err(ConfigError::NotFound) => Ok(None),
            Err(error) => Err(error).context(call, key),
        }
    }

    /// Returns a setting of the type that is asked for; `None` where there is no such setting.
    ///
    /// # Errors
    ///
    /// As of [`json`](Self::json), and where the setting is something else.
    fn optional<'a, T: FromJson<'a>>(
        &self,
        call: &'a Call,
        key: &str,
    ) -> Result<Option<T>, InContext<'a>> {
        match self.json(call, key)? {
            Some(json) => json.read().unexpected(call, key).map(Some),
            None => Ok(None),
        }
    }

    /// Returns a setting of the type of `default`, which it is where there is no such setting.
    ///
    /// # Errors
    ///
    /// As of [`optional`](Self::optional).
    fn or<'a, T: FromJson<'a>>(
        &self,
        call: &'a Call,
        key: &str,
        default: T,
    ) -> Result<T, InContext<'a>> {
        Ok(self.optional(call, key)?.unwrap_or(default))
    }

    /// Returns a setting of the type that is asked for.
    ///
    /// # Errors
    ///
    /// As of [`optional`](Self::optional), and where there is no such setting.
    fn required<'a, T: FromJson<'a>>(&self, call: &'a Call, key: &str) -> Result<T, InContext<'a>> {
        let found = self.optional(call, key)?.ok_or(ConfigError::NotFound);
        found.context(call, key)
    }
}

impl<H: Host + ?Sized> SettingValues for H {}
