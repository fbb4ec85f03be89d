//! The descriptor has the version.
use greentic_guest::Call;
use greentic_guest::rev_0_4_113::component::v0_6::node::{
    ComponentDescriptor, InvocationEnvelope, NodeError,
};

greentic_guest::node! {
    describe: const ComponentDescriptor::DEFAULT,
    version: "1.0.0",
    ops: { "echo" => echo },
}

fn echo<'a>(_: &'a Call, envelope: &'a InvocationEnvelope<'a>) -> Result<&'a [u8], NodeError<'a>> {
    Ok(envelope.payload_cbor.get())
}

fn main() {}
