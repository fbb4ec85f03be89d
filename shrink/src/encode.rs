//! Core modules that say which component they are to become.

use std::borrow::Cow;

use wasmparser::{Encoding, Parser, Payload};

use crate::error::Error;
use greentic_untrusted::guarded;

/// The form of an input, or the one that it is to take.
pub(crate) enum Form<'i> {
    /// A component.
    Component(Cow<'i, [u8]>),
    /// A core module that says nothing of a component.
    Module,
}

/// Returns the form of `input`, or the one that it is to take.
///
/// # Errors
///
/// - [`Error::Encode`] for a core module with `component-type` sections that do not fit it.
/// - [`Error::Malformed`] for anything else.
pub(crate) fn form(input: &[u8]) -> Result<Form<'_>, Error> {
    let mut says = false;
    for payload in Parser::new(0).parse_all(input) {
        match payload? {
            Payload::Version {
                encoding: Encoding::Component,
                ..
            } => return Ok(Form::Component(Cow::Borrowed(input))),
            Payload::CustomSection(section) => says |= section.name().starts_with("component-type"),
            _ => {}
        }
    }
    if !says {
        return Ok(Form::Module);
    }
    wasmparser::validate(input)?;
    let encoded = guarded(|| {
        wit_component::ComponentEncoder::default()
            .module(input)?
            .validate(true)
            .encode()
    });
    let cause = match encoded {
        Ok(Ok(component)) => return Ok(Form::Component(Cow::Owned(component))),
        Ok(Err(error)) => format!("{error:#}"),
        Err(panic) => format!("the encoder gave up: {panic}"),
    };
    Err(Error::Encode { cause })
}
