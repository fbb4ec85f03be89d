//! Operations and one handler for all of them answer the same.
use greentic_guest::Call;
use greentic_guest::component::v0_5::node::{ExecCtx, NodeError};

greentic_guest::component_entrypoint!({ manifest: "{}", ops: { "greet" => greet }, invoke: all });

fn greet<'a>(_: &'a Call, _: &'a ExecCtx<'a>, input: &'a str) -> Result<&'a str, NodeError<'a>> {
    Ok(input)
}

fn all<'a>(_: &'a Call, _: &'a ExecCtx<'a>, _: &'a str, input: &'a str) -> Result<&'a str, NodeError<'a>> {
    Ok(input)
}

fn main() {}
