//! Keeps a cell in the call, through which what is there could change.
//!
//! Right: does not compile, E0277

#![no_std]
#![forbid(unsafe_code)]

use greentic_guest::Call;
use greentic_guest::component::v0_5::node::{ExecCtx, InvokeResult};

greentic_guest::component_entrypoint!({ manifest: "{}", invoke: invoke });

fn invoke<'a>(call: &'a Call, _: &'a ExecCtx<'a>, _: &'a str, input: &'a str) -> InvokeResult<'a> {
    let cell = call.keep(core::cell::Cell::new(1));
    cell.set(2);
    InvokeResult::Ok(input.into())
}
