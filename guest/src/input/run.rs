//! Inputs of `component-runtime@0.6.0`.

use super::cbor::CborInput;
use super::context::CborContext;
use super::text::Input;
use crate::Call;
use crate::abi::from_utf8;
use crate::cbor::{Cbor, CborError, CborErrorKind};

/// The input that a flow gave a component which exports `component-runtime@0.6.0`.
///
/// The platform's runners write the whole envelope as CBOR, in which the payload is
/// still an array of the bytes of the flow's *JSON*. Other hosts send the payload
/// itself, as CBOR. Neither is turned into the other, which takes thousands of bytes:
/// [`cbor::from_json`](crate::cbor::from_json) and
/// [`json::from_cbor`](crate::json::from_cbor) do that where one reader is to take
/// both.
///
/// ```
/// use greentic_guest::input::RunInput;
/// use greentic_guest::{Call, cbor};
///
/// /// Returns the symbol, and the tenant where one is told.
/// fn read<'a>(call: &'a Call, bytes: &'a [u8]) -> Result<(&'a str, &'a str), cbor::CborError<'a>> {
///     match call.input_run(bytes)? {
///         RunInput::Bare(input) => Ok((input.payload().at("symbol").str()?, "")),
///         RunInput::Enveloped(input, context) => {
///             let symbol = input.payload().at("symbol").str().unwrap_or_default();
///             Ok((symbol, context.tenant().at("tenant").str()?))
///         }
///     }
/// }
///
/// let call = Call::new();
/// // {"symbol": "A"}
/// assert_eq!(read(&call, b"\xA1\x66symbol\x61A"), Ok(("A", "")));
/// let envelope = greentic_guest::cbor!(&call, {
///     "ctx": {"env": "prod", "tenant": "acme", "tenant_id": "acme", "attempt": 0},
///     "flow_id": "main",
///     "node_id": (),
///     "op": "quote",
///     "payload": cbor::array(br#"{"symbol":"A"}"#.map(u32::from)),
///     "metadata": [],
/// });
/// assert_eq!(read(&call, envelope), Ok(("A", "acme")));
/// ```
#[derive(Clone, Copy, Debug)]
pub enum RunInput<'a> {
    /// The payload, as CBOR.
    Bare(CborInput<'a>),
    /// The payload of an envelope, as JSON, and what the envelope says beside it.
    Enveloped(Input<'a>, CborContext<'a>),
}

/// Reads the input of `component-runtime@0.6.0`: [`input`](mod@crate::input).
impl Call {
    /// Reads the input of `run` of `component-runtime@0.6.0`, bare or in an
    /// envelope, which is told by looking: [`input`](mod@crate::input) says how.
    ///
    /// ```
    /// use greentic_guest::input::RunInput;
    ///
    /// let call = greentic_guest::Call::new();
    /// let RunInput::Bare(input) = call.input_run(b"\xA1\x66symbol\x61A").unwrap() else {
    ///     panic!("this is no envelope");
    /// };
    /// assert_eq!(input.payload().at("symbol").str(), Ok("A"));
    /// ```
    ///
    /// # Errors
    /// When the bytes are not CBOR: all of them are checked.
    pub fn input_run<'a>(&'a self, bytes: &'a [u8]) -> Result<RunInput<'a>, CborError<'a>> {
        let value = self.read_cbor(bytes)?;
        let payload = payload(self, value).ok();
        // What is no JSON is the payload of no envelope.
        let payload = payload.and_then(|text| self.read_json(text).ok());
        Ok(match payload {
            Some(payload) => {
                RunInput::Enveloped(Input::new(payload, None), CborContext::new(self, value))
            }
            None => RunInput::Bare(CborInput::new(value)),
        })
    }
}

/// Returns the text in the payload of an envelope, by the rules of that in JSON.
///
/// # Errors
/// Where the value is none.
fn payload<'a>(call: &'a Call, value: Cbor<'a>) -> Result<&'a str, CborError<'a>> {
    let [ctx, flow, node, op, payload, metadata] =
        value.fields(["ctx", "flow_id", "node_id", "op", "payload", "metadata"])?;
    ctx.entries()?;
    // Of a node that has no name there is `null`.
    let node = if node.is_null() { op } else { node };
    for text in [flow, node, op] {
        text.str()?;
    }
    bytes(call, metadata)?;
    from_utf8(bytes(call, payload)?).ok_or_else(|| payload.error(CborErrorKind::Other))
}

/// Returns the bytes that an array has as numbers.
///
/// # Errors
/// Where it is no array, or something else is in it.
#[inline(never)]
pub(super) fn bytes<'a>(call: &'a Call, value: Cbor<'a>) -> Result<&'a [u8], CborError<'a>> {
    let mut bytes = call.bytes();
    for item in value.items()? {
        let byte = u8::try_from(item.u32()?);
        bytes.push_byte(byte.map_err(|_| item.error(CborErrorKind::Integer))?);
    }
    Ok(bytes.finish())
}
