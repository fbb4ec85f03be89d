//! A key that does not exist is named.
use greentic_guest::Call;
use greentic_guest::component::v0_5::node::{ExecCtx, InvokeResult};

greentic_guest::component_entrypoint!({ manifest: "{}", invoke: invoke, on_stat: start });

fn invoke<'a>(_: &'a Call, _: &'a ExecCtx<'a>, _: &'a str, input: &'a str) -> InvokeResult<'a> {
    InvokeResult::Ok(input.into())
}

fn main() {}
