//! A handler cannot demand that its arguments live for ever.
use greentic_guest::Call;
use greentic_guest::component::v0_5::node::{ExecCtx, InvokeResult};

greentic_guest::component_entrypoint!({ manifest: "{}", invoke: invoke });

fn invoke<'a>(_: &'a Call, _: &'a ExecCtx<'a>, _: &'a str, input: &'static str) -> InvokeResult<'a> {
    InvokeResult::Ok(input.into())
}

fn main() {}
