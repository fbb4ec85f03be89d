//! An operation of a node of 0.6 takes an envelope.
use greentic_guest::Call;
use greentic_guest::rev_0_4_113::component::v0_6::node::NodeError;

greentic_guest::node! { name: "echo", ops: { "echo" => echo } }

fn echo<'a>(_: &'a Call, input: &'a str) -> Result<&'a [u8], NodeError<'a>> {
    Ok(input.as_bytes())
}

fn main() {}
