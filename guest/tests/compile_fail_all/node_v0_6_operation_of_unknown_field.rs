//! A property of an operation is a function of `Op`.
use greentic_guest::Call;
use greentic_guest::rev_0_4_113::component::v0_6::node::{InvocationEnvelope, NodeError};

greentic_guest::node! { name: "echo", ops: { "echo" => echo { title: "Gives it back" } } }

fn echo<'a>(_: &'a Call, envelope: &'a InvocationEnvelope<'a>) -> Result<&'a [u8], NodeError<'a>> {
    Ok(envelope.payload_cbor.get())
}

fn main() {}
