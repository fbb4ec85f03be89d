//! An argument may not be kept for the next call.
use std::cell::Cell;

use greentic_guest::Call;
use greentic_guest::component::v0_5::node::{ExecCtx, InvokeResult};

thread_local!(static LAST: Cell<&'static str> = Cell::new(""));

greentic_guest::component_entrypoint!({ manifest: "{}", invoke: invoke });

fn invoke<'a>(_: &'a Call, _: &'a ExecCtx<'a>, _: &'a str, input: &'a str) -> InvokeResult<'a> {
    LAST.set(input);
    InvokeResult::Ok("".into())
}

fn main() {}
