//! Settings that are not what the component takes.

use core::fmt;

use crate::Failure;
use crate::json::worlds::sentence;
use crate::json::{Json, JsonError, JsonErrorKind};

/// Settings that are not what the component takes.
///
/// `?` makes it an error of each world, with the code `bad-config`.
///
/// ```
/// # #[cfg(feature = "component-v0-5")] {
/// use greentic_guest::component::v0_5::node::Config;
/// use greentic_guest::{Call, config::FromConfig};
///
/// let call = Call::new();
/// let read = |text| Config::from_config(call.read_json(text).unwrap()).map_err(|error| error.message());
/// assert_eq!(read(r#"{"layout":"grid"}"#), Err("settings, at byte 0: there has to be `title`"));
/// assert_eq!(
///     read(r#"{"title":"News","max-items":-1}"#),
///     Err("settings, at byte 28, `/max-items`: this is no whole number, or out of range")
/// );
///
/// let refused = Config::from_config(call.read_json(r#"{"title":"News","max-items":-1}"#).unwrap());
/// assert_eq!(refused.err().map(|error| error.path()), Some("/max-items"));
/// # }
/// ```
#[derive(Clone, Copy)]
pub struct ConfigError<'a> {
    json: JsonError<'a>,
    /// The mistake, where JSON's words do not say it; empty where they do.
    what: &'static str,
    /// The names that go with it.
    names: &'static [&'static str],
}

impl<'a> ConfigError<'a> {
    /// Returns an error that names what there has to be.
    #[cold]
    #[inline(never)]
    pub(super) fn new(value: Json<'a>, what: &'static str, names: &'static [&'static str]) -> Self {
        Self {
            json: value.error(JsonErrorKind::Other),
            what,
            names,
        }
    }

    /// Returns where it is: a JSON pointer into what the component was given.
    pub fn path(self) -> &'a str {
        self.json.path()
    }

    /// Returns a sentence for people: where it is and what is wrong.
    pub fn message(self) -> &'a str {
        let call = self.json.call();
        let mut text = call.text();
        let what = if self.what.is_empty() {
            self.json.kind().message()
        } else {
            text.push(self.what);
            let mut between = "`";
            for name in self.names {
                text.push(between);
                text.push(name);
                between = "`, `";
            }
            text.push("`");
            text.finish()
        };
        let mut text = call.text();
        text.push("settings, ");
        sentence(text, self.json.at(), self.path(), what)
    }
}

impl<'a> From<JsonError<'a>> for ConfigError<'a> {
    fn from(json: JsonError<'a>) -> Self {
        Self {
            json,
            what: "",
            names: &[],
        }
    }
}

impl<'a> Failure<'a> for ConfigError<'a> {
    fn code(&self) -> &'a str {
        "bad-config"
    }

    fn message(&self) -> &'a str {
        Self::message(*self)
    }

    fn is_of_input(&self) -> bool {
        true
    }
}

impl fmt::Debug for ConfigError<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.message())
    }
}

impl fmt::Display for ConfigError<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.message())
    }
}

impl core::error::Error for ConfigError<'_> {}
