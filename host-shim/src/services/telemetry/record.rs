//! Entries of telemetry.

use std::borrow::Cow;

use crate::on_one_line;

/// An entry, as a component makes it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct LogRecord {
    /// The tenant on whose behalf the component works.
    pub tenant: String,
    /// The session.
    pub session: Option<String>,
    /// The flow.
    pub flow: String,
    /// The node of the flow.
    pub node: Option<String>,
    /// The provider that does the work.
    pub provider: String,
    /// Begin of the work, in milliseconds since 1970-01-01 UTC.
    pub start_ms: Option<i64>,
    /// End of the work, in milliseconds since 1970-01-01 UTC.
    pub end_ms: Option<i64>,
    /// Pairs of name and value. `level` and `message` say what they say.
    pub fields: Vec<(String, String)>,
}

/// The importance of an entry.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum LogLevel {
    /// Every step.
    Trace,
    /// For those who look for a fault.
    Debug,
    /// An event of normal work.
    Info,
    /// May become an error.
    Warn,
    /// Something failed.
    Error,
}

impl LogLevel {
    /// The level by its name in whatever case, `warn` say.
    pub fn from_name(name: &str) -> Option<Self> {
        Some(match name.to_ascii_lowercase().as_str() {
            "trace" => Self::Trace,
            "debug" => Self::Debug,
            "info" => Self::Info,
            "warn" | "warning" => Self::Warn,
            "error" => Self::Error,
            _ => return None,
        })
    }
}

impl LogRecord {
    /// The value of the first field of this name.
    pub fn field(&self, name: &str) -> Option<&str> {
        let found = self.fields.iter().find(|(other, _)| other == name);
        found.map(|(_, value)| value.as_str())
    }

    /// Escapes in all texts what could end a line or steer a terminal, as
    /// [`on_one_line`] does. What a component logs by way of a
    /// [`Host`](crate::Host) comes so.
    #[must_use]
    pub fn on_one_line(mut self) -> Self {
        let names = [&mut self.tenant, &mut self.flow, &mut self.provider];
        let options = [&mut self.session, &mut self.node];
        let fields = self
            .fields
            .iter_mut()
            .flat_map(|(name, value)| [name, value]);
        let texts = names.into_iter().chain(options.into_iter().flatten());
        for text in texts.chain(fields) {
            if let Cow::Owned(clean) = on_one_line(text) {
                *text = clean;
            }
        }
        self
    }

    /// The level that the field `level` names. [`LogLevel::Info`] if there is
    /// none, or it names no level.
    pub fn level(&self) -> LogLevel {
        self.field("level")
            .and_then(LogLevel::from_name)
            .unwrap_or(LogLevel::Info)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_text_of_an_entry_ends_a_line() {
        let entry = |text: &str| LogRecord {
            tenant: text.into(),
            session: Some(text.into()),
            flow: text.into(),
            node: Some(text.into()),
            provider: text.into(),
            start_ms: Some(1),
            end_ms: None,
            fields: vec![(text.into(), text.into()), ("level".into(), text.into())],
        };
        let clean = entry("a\nb\u{1b}").on_one_line();
        assert_eq!(clean, entry(r"a\nb\u{1b}"));
        assert_eq!(clean.clone().on_one_line(), clean);
    }

    #[test]
    fn the_level_is_what_the_first_field_says() {
        let level = |names: &[&str]| {
            let fields = names.iter().map(|name| ("level".into(), (*name).into()));
            let fields = fields.collect();
            LogRecord {
                fields,
                ..LogRecord::default()
            }
            .level()
        };
        assert_eq!(level(&[]), LogLevel::Info);
        assert_eq!(level(&["TRACE"]), LogLevel::Trace);
        assert_eq!(level(&["debug"]), LogLevel::Debug);
        assert_eq!(level(&["Warning", "error"]), LogLevel::Warn);
        assert_eq!(level(&["error"]), LogLevel::Error);
        assert_eq!(level(&["no level"]), LogLevel::Info);
    }
}
