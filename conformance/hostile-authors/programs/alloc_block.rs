//! Takes a block with an alignment of 0, which is at address 0.
//!
//! Right: does not compile, E0133

#![no_std]
#![forbid(unsafe_code)]

use greentic_guest::Call;
use greentic_guest::component::v0_5::node::{ExecCtx, InvokeResult};

greentic_guest::component_entrypoint!({ manifest: "{}", invoke: invoke });

fn invoke<'a>(_: &'a Call, _: &'a ExecCtx<'a>, _: &'a str, input: &'a str) -> InvokeResult<'a> {
    let _ = greentic_guest_alloc::instance::alloc(0, 8);
    InvokeResult::Ok(input.into())
}
