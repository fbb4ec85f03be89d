//! A key that a node of 0.6 does not have is named.
use greentic_guest::Call;
use greentic_guest::rev_0_4_113::component::v0_6::node::{InvocationEnvelope, NodeError};

greentic_guest::node! { name: "echo", ops: { "echo" => echo }, i18n_keys: { "name" } }

fn echo<'a>(_: &'a Call, envelope: &'a InvocationEnvelope<'a>) -> Result<&'a [u8], NodeError<'a>> {
    Ok(envelope.payload_cbor.get())
}

fn main() {}
