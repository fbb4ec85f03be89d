//! The node `{name}`, of `greentic:component/node@0.6.0`: it takes and gives CBOR.

#![cfg_attr(target_family = "wasm", no_std)]
#![forbid(unsafe_code)]

use greentic_guest::abi::{List, Opt, Str};
use greentic_guest::rev_0_4_113::component::v0_6::node::{
    ComponentDescriptor, InvocationEnvelope, InvocationResult, IoSchema, NodeError, Op,
    SchemaSource,
};
use greentic_guest::{Call, cbor};

greentic_guest::component! {
    export rev_0_4_113::component::v0_6::node {
        describe: const DESCRIPTOR,
        invoke: invoke,
    },
{imports}}

/// The JSON Schema of what goes in and what comes out, as CBOR.
const INPUT: &[u8] = cbor::constant!({"type": "object", "required": ["name"]});
const OUTPUT: &[u8] = cbor::constant!({"type": "object", "required": ["greeting"]});

const DESCRIPTOR: ComponentDescriptor<'static> = ComponentDescriptor {
    name: Str::new("{name}"),
    version: Str::new("0.1.0"),
    ops: List::new(&[Op {
        name: Str::new("greet"),
        summary: Opt::None,
        input: schema(INPUT),
        output: schema(OUTPUT),
        examples: List::EMPTY,
    }]),
    ..ComponentDescriptor::DEFAULT
};

const fn schema(cbor: &[u8]) -> IoSchema<'_> {
    IoSchema {
        schema: SchemaSource::InlineCbor(List::new(cbor)),
        content_type: Str::new("application/cbor"),
        schema_version: Opt::None,
    }
}

/// Greets whom a flow names: `{"name":"Ada"}` becomes `{"greeting":"Hello, Ada"}`.
fn invoke<'a>(
    call: &'a Call,
    op: &'a str,
    envelope: &'a InvocationEnvelope<'a>,
) -> Result<InvocationResult<'a>, NodeError<'a>> {
    if op != "greet" {
        return Err(("unknown-op", call.concat(&["unknown operation: ", op])).into());
    }
    let name = call
        .input_cbor(envelope.payload_cbor.get())?
        .payload()
        .at("name")
        .str()?;
    let output = cbor!(call, {"greeting": call.concat(&["Hello, ", name])});
    Ok(InvocationResult {
        ok: true,
        output_cbor: output.into(),
        output_metadata_cbor: Opt::None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn greet<'a>(call: &'a Call, payload: &'a [u8]) -> Result<&'a [u8], NodeError<'a>> {
        let envelope = call.keep(InvocationEnvelope {
            payload_cbor: payload.into(),
            ..InvocationEnvelope::default()
        });
        Ok(invoke(call, "greet", envelope)?.output_cbor.get())
    }

    #[test]
    fn greets_whom_the_input_names() {
        let call = Call::new();
        let answer = greet(&call, cbor::constant!({"name": "Ada"}));
        assert_eq!(answer.unwrap(), cbor::constant!({"greeting": "Hello, Ada"}));
    }

    #[test]
    fn refuses_what_it_does_not_understand() {
        let call = Call::new();
        assert!(greet(&call, cbor::constant!({})).is_err());
    }
}
