//! Core modules that say which component they are to become.

use std::borrow::Cow;

use wasmparser::{Encoding, Parser, Payload};

use crate::error::Error;
use greentic_untrusted::guarded;

/// The component that `input` is, or is to become.
///
/// # Errors
///
/// - [`Error::NoComponent`] for a core module without a `component-type` section.
/// - [`Error::Encode`] for one with such sections that do not fit it.
/// - [`Error::Malformed`] for anything else.
pub(crate) fn component(input: &[u8]) -> Result<Cow<'_, [u8]>, Error> {
    let mut module = false;
    let mut says = false;
    for payload in Parser::new(0).parse_all(input) {
        match payload? {
            Payload::Version { encoding, .. } => {
                if encoding == Encoding::Component {
                    return Ok(Cow::Borrowed(input));
                }
                module = true;
            }
            Payload::CustomSection(section) => says |= section.name().starts_with("component-type"),
            _ => {}
        }
    }
    if !module || !says {
        return Err(Error::NoComponent);
    }
    wasmparser::validate(input)?;
    let encoded = guarded(|| {
        wit_component::ComponentEncoder::default()
            .module(input)?
            .validate(true)
            .encode()
    });
    let cause = match encoded {
        Ok(Ok(component)) => return Ok(Cow::Owned(component)),
        Ok(Err(error)) => format!("{error:#}"),
        Err(panic) => format!("the encoder gave up: {panic}"),
    };
    Err(Error::Encode { cause })
}
