//! Arguments on the command line.

use std::borrow::Cow;

use greentic_host_runner::wave::with_bytes;

use crate::failure::Failure;

/// Returns the argument in WAVE, with bytes in handy forms written out.
pub(crate) fn in_wave(argument: &str) -> Result<Cow<'_, str>, Failure> {
    with_bytes(argument).map_err(|error| Failure::Usage {
        message: format!("the argument with {error}"),
    })
}
