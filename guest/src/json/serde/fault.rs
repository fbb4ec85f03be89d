//! An error on its way through serde, which does not know where it is.

use core::fmt;

use ::serde_core::{de, ser};

use super::super::error::{JsonError, JsonErrorKind};
use super::super::value::Json;

/// An error that has its place, or none yet. What serde says of it is not kept: it
/// takes formatting code, and the place tells most.
#[derive(Clone, Copy, Debug)]
pub(super) struct SerdeError<'a>(Option<JsonError<'a>>);

impl<'a> SerdeError<'a> {
    pub(super) const UNPLACED: Self = Self(None);

    /// Gives an error its place, if it has none.
    #[cold]
    #[inline(never)]
    pub(super) fn of(self, value: Json<'a>) -> JsonError<'a> {
        self.0.unwrap_or_else(|| value.error(JsonErrorKind::Other))
    }
}

impl<'a> From<JsonError<'a>> for SerdeError<'a> {
    fn from(error: JsonError<'a>) -> Self {
        Self(Some(error))
    }
}

impl fmt::Display for SerdeError<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.0 {
            Some(error) => error.fmt(f),
            None => f.write_str(JsonErrorKind::Other.message()),
        }
    }
}

impl core::error::Error for SerdeError<'_> {}

impl de::Error for SerdeError<'_> {
    fn custom<T: fmt::Display>(_: T) -> Self {
        Self::UNPLACED
    }

    fn invalid_type(_: de::Unexpected<'_>, _: &dyn de::Expected) -> Self {
        Self::UNPLACED
    }

    fn invalid_value(_: de::Unexpected<'_>, _: &dyn de::Expected) -> Self {
        Self::UNPLACED
    }

    fn invalid_length(_: usize, _: &dyn de::Expected) -> Self {
        Self::UNPLACED
    }

    fn unknown_variant(_: &str, _: &'static [&'static str]) -> Self {
        Self::UNPLACED
    }

    fn unknown_field(_: &str, _: &'static [&'static str]) -> Self {
        Self::UNPLACED
    }

    fn missing_field(_: &'static str) -> Self {
        Self::UNPLACED
    }

    fn duplicate_field(_: &'static str) -> Self {
        Self::UNPLACED
    }
}

/// A value that refuses to be written.
#[derive(Clone, Copy, Debug)]
pub(super) struct Refused;

impl fmt::Display for Refused {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("the value cannot be written as JSON")
    }
}

impl core::error::Error for Refused {}

impl ser::Error for Refused {
    fn custom<T: fmt::Display>(_: T) -> Self {
        Self
    }
}
