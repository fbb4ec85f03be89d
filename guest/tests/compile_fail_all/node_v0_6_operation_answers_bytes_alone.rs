//! An operation can fail, and says so in its type.
use greentic_guest::Call;
use greentic_guest::rev_0_4_113::component::v0_6::node::InvocationEnvelope;

greentic_guest::node! { name: "echo", ops: { "echo" => echo } }

fn echo<'a>(_: &'a Call, envelope: &'a InvocationEnvelope<'a>) -> &'a [u8] {
    envelope.payload_cbor.get()
}

fn main() {}
