//! An error on its way through serde, which does not know where it is.

use core::fmt;

use ::serde_core::{de, ser};

use super::super::error::{Error, Kind};
use super::super::value::Json;

/// An error that has its place, or what is known until it has.
#[derive(Clone, Copy, Debug)]
pub(super) enum Fault<'a> {
    Placed(Error<'a>),
    Of(Kind),
    Missing(&'static str),
}

impl<'a> Fault<'a> {
    /// Gives an error its place, if it has none.
    #[cold]
    #[inline(never)]
    pub(super) fn of(self, value: Json<'a>) -> Error<'a> {
        match self {
            Self::Placed(error) => error,
            Self::Of(kind) => value.error(kind),
            Self::Missing(_) => value.lack().error(Kind::Missing),
        }
    }
}

impl<'a> From<Error<'a>> for Fault<'a> {
    fn from(error: Error<'a>) -> Self {
        Self::Placed(error)
    }
}

impl fmt::Display for Fault<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Placed(error) => error.fmt(f),
            Self::Of(kind) => f.write_str(kind.message()),
            Self::Missing(name) => f.write_str(name),
        }
    }
}

impl core::error::Error for Fault<'_> {}

// What serde says of an error is not written down: it takes formatting code.
impl de::Error for Fault<'_> {
    fn custom<T: fmt::Display>(_: T) -> Self {
        Self::Of(Kind::Other)
    }

    fn invalid_type(_: de::Unexpected<'_>, _: &dyn de::Expected) -> Self {
        Self::Of(Kind::Other)
    }

    fn invalid_value(_: de::Unexpected<'_>, _: &dyn de::Expected) -> Self {
        Self::Of(Kind::Other)
    }

    fn invalid_length(_: usize, _: &dyn de::Expected) -> Self {
        Self::Of(Kind::Other)
    }

    fn unknown_variant(_: &str, _: &'static [&'static str]) -> Self {
        Self::Of(Kind::Other)
    }

    fn unknown_field(_: &str, _: &'static [&'static str]) -> Self {
        Self::Of(Kind::Unknown)
    }

    fn missing_field(name: &'static str) -> Self {
        Self::Missing(name)
    }

    fn duplicate_field(_: &'static str) -> Self {
        Self::Of(Kind::Twice)
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
