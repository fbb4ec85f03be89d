//! Values of fields that are checked on their way out of a component, and the
//! errors that name the field.

use std::fmt::Display;

use greentic_types::{ErrorCode, GreenticError};
use semver::Version;

/// The error over a field: its name as WIT has it, and what is wrong with it.
/// The fault has all that its cause says; there is no source, which would say
/// it again.
pub(super) fn invalid(field: impl Display, fault: impl Display) -> GreenticError {
    GreenticError::new(ErrorCode::InvalidInput, format!("{field}: {fault}"))
}

/// Makes the field of an error one inside of `outer`.
pub(super) fn within(outer: impl Display, mut error: GreenticError) -> GreenticError {
    error.message = format!("{outer}.{}", error.message);
    error
}

/// An id, with the rules of its type.
pub(super) fn id<T>(field: &str, value: String) -> Result<T, GreenticError>
where
    T: TryFrom<String, Error = GreenticError>,
{
    let id = value.try_into();
    id.map_err(|error: GreenticError| invalid(field, error.message))
}

/// An id that may be missing.
pub(super) fn optional_id<T>(field: &str, value: Option<String>) -> Result<Option<T>, GreenticError>
where
    T: TryFrom<String, Error = GreenticError>,
{
    value.map(|value| id(field, value)).transpose()
}

/// The version in the field `version`.
pub(super) fn version(value: &str) -> Result<Version, GreenticError> {
    Version::parse(value)
        .map_err(|error| invalid("version", format_args!("invalid version: {error}")))
}
