//! The node `{name}`, of `greentic:component/node@0.6.0`: it takes and gives CBOR.

#![cfg_attr(target_family = "wasm", no_std)]
#![forbid(unsafe_code)]

use greentic_guest::rev_0_4_113::component::v0_6::node::{InvocationEnvelope, NodeError};
use greentic_guest::{Call, cbor};

greentic_guest::node! {
    name: "{name}",
    ops: {
        "greet" => greet { input: INPUT, output: OUTPUT },
    },
{imports}}

/// The JSON Schema of what goes in and what comes out, as CBOR.
const INPUT: &[u8] = cbor::constant!({"type": "object", "required": ["name"]});
const OUTPUT: &[u8] = cbor::constant!({"type": "object", "required": ["greeting"]});

/// Greets whom a flow names: `{"name":"Ada"}` becomes `{"greeting":"Hello, Ada"}`.
fn greet<'a>(
    call: &'a Call,
    envelope: &'a InvocationEnvelope<'a>,
) -> Result<&'a [u8], NodeError<'a>> {
    let name = call
        .input_cbor(envelope.payload_cbor.get())?
        .payload()
        .at("name")
        .str()?;
    Ok(cbor!(call, {"greeting": call.concat(&["Hello, ", name])}))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn greeting<'a>(call: &'a Call, payload: &'a [u8]) -> Result<&'a [u8], NodeError<'a>> {
        let envelope = call.keep(InvocationEnvelope {
            payload_cbor: payload.into(),
            ..InvocationEnvelope::default()
        });
        greet(call, envelope)
    }

    #[test]
    fn greets_whom_the_input_names() {
        let call = Call::new();
        let answer = greeting(&call, cbor::constant!({"name": "Ada"}));
        assert_eq!(answer.unwrap(), cbor::constant!({"greeting": "Hello, Ada"}));
    }

    #[test]
    fn refuses_what_it_does_not_understand() {
        let call = Call::new();
        assert!(greeting(&call, cbor::constant!({})).is_err());
    }
}
