//! A handler of an operation takes the input.
use greentic_guest::Call;
use greentic_guest::component::v0_5::node::{ExecCtx, NodeError};

greentic_guest::component_entrypoint!({ manifest: "{}", ops: { "greet" => greet } });

fn greet<'a>(_: &'a Call, _: &'a ExecCtx<'a>) -> Result<&'a str, NodeError<'a>> {
    Ok("hello")
}

fn main() {}
