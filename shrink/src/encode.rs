//! Core modules that say which component they are to become.

use std::borrow::Cow;

use wasmparser::{Encoding, Parser, Payload};

use crate::error::Error;

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
    let encode = || {
        wit_component::ComponentEncoder::default()
            .module(input)?
            .validate(true)
            .encode()
    };
    encode().map(Cow::Owned).map_err(|error| Error::Encode {
        cause: format!("{error:#}"),
    })
}
