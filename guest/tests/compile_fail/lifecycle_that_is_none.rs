//! The flag of the lifecycle's hooks is `true` or `false`.
use greentic_guest::Call;
use greentic_guest::component::v0_5::node::{ExecCtx, NodeError};

greentic_guest::component_entrypoint!({ manifest: "{}", ops: { "greet" => greet }, lifecycle: "no", on_start: start });

fn start<'a>(_: &'a Call, _: &'a ExecCtx<'a>) -> Result<(), &'a str> {
    Ok(())
}

fn greet<'a>(_: &'a Call, _: &'a ExecCtx<'a>, input: &'a str) -> Result<&'a str, NodeError<'a>> {
    Ok(input)
}

fn main() {}
