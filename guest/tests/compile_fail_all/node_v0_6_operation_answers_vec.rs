//! The memory of the call is no heap: a `Vec` is copied there.
use greentic_guest::Call;
use greentic_guest::rev_0_4_113::component::v0_6::node::{InvocationEnvelope, NodeError};

greentic_guest::node! { name: "echo", ops: { "echo" => echo } }

fn echo<'a>(_: &'a Call, envelope: &'a InvocationEnvelope<'a>) -> Result<Vec<u8>, NodeError<'a>> {
    Ok(envelope.payload_cbor.to_vec())
}

fn main() {}
