//! Inputs that are CBOR.

use super::settings::cbor::apart;
use crate::Call;
use crate::cbor::{Cbor, CborError};

/// The input that a flow gave a node, as CBOR.
///
/// ```
/// # use greentic_guest::Call;
/// # let call = Call::new();
/// // {"config": {"currency": "EUR"}, "input": {"symbol": "A"}}
/// let bytes = b"\xA2\x66config\xA1\x68currency\x63EUR\x65input\xA1\x66symbol\x61A";
/// let input = call.input_cbor(bytes).unwrap();
/// assert_eq!(input.payload().at("symbol").str(), Ok("A"));
/// assert_eq!(input.config().unwrap().at("currency").str(), Ok("EUR"));
/// assert_eq!(input.whole().at("input").at("symbol").str(), Ok("A"));
///
/// // {"symbol": "A"}
/// let input = call.input_cbor(b"\xA1\x66symbol\x61A").unwrap();
/// assert_eq!(input.payload().at("symbol").str(), Ok("A"));
/// assert!(input.config().is_none());
/// ```
#[derive(Clone, Copy, Debug)]
pub struct CborInput<'a> {
    whole: Cbor<'a>,
    payload: Cbor<'a>,
    config: Option<Cbor<'a>>,
}

/// Reads the input of nodes of 0.6.0: [`input`](mod@crate::input).
impl Call {
    /// Reads the `payload-cbor` of an `invocation-envelope` of `node@0.6.0`. The
    /// rest of the envelope is fields of that record.
    ///
    /// Input of a flow that was no JSON is a byte string.
    ///
    /// ```
    /// let call = greentic_guest::Call::new();
    /// let input = call.input_cbor(b"\xA1\x66symbol\x61A").unwrap();
    /// assert_eq!(input.payload().at("symbol").str(), Ok("A"));
    /// assert!(call.input_cbor(b"\xA1\x66symbol").is_err());
    /// ```
    ///
    /// # Errors
    /// When the bytes are not CBOR: all of them are checked.
    pub fn input_cbor<'a>(&'a self, bytes: &'a [u8]) -> Result<CborInput<'a>, CborError<'a>> {
        Ok(CborInput::new(self.read_cbor(bytes)?))
    }
}

impl<'a> CborInput<'a> {
    /// Takes the settings out of a payload.
    pub(super) fn new(whole: Cbor<'a>) -> Self {
        let (payload, config) = apart(whole);
        Self {
            whole,
            payload,
            config,
        }
    }

    /// Returns what the flow gave, without settings.
    pub const fn payload(&self) -> Cbor<'a> {
        self.payload
    }

    /// Returns the settings of the node, if any were sent.
    pub const fn config(&self) -> Option<Cbor<'a>> {
        self.config
    }

    /// Returns what came, with the settings where there are some.
    pub const fn whole(&self) -> Cbor<'a> {
        self.whole
    }
}
