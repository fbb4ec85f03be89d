//! A flag is `true` or `false`.
use greentic_guest::Call;
use greentic_guest::component::v0_5::node::{ExecCtx, NodeError};

greentic_guest::component_entrypoint!({ manifest: "{}", ops: { "greet" => greet }, invoke_stream: "no" });

fn greet<'a>(_: &'a Call, _: &'a ExecCtx<'a>, input: &'a str) -> Result<&'a str, NodeError<'a>> {
    Ok(input)
}

fn main() {}
