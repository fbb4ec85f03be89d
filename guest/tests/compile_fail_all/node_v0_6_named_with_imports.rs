//! Imports of a named short form belong into the statement that exports it.
use greentic_guest::Call;
use greentic_guest::rev_0_4_113::component::v0_6::node::{InvocationEnvelope, NodeError};

greentic_guest::node! {
    as Node,
    name: "echo",
    ops: { "echo" => echo },
    imports: { secrets_store::v1_0 as Secrets },
}

fn echo<'a>(_: &'a Call, envelope: &'a InvocationEnvelope<'a>) -> Result<&'a [u8], NodeError<'a>> {
    Ok(envelope.payload_cbor.get())
}

fn main() {}
