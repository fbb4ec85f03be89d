//! Makes text of an address and a length.
//!
//! Right: does not compile, E0133

#![no_std]
#![forbid(unsafe_code)]

use greentic_guest::Call;
use greentic_guest::component::v0_5::node::{ExecCtx, InvokeResult};

greentic_guest::component_entrypoint!({ manifest: "{}", invoke: invoke });

fn invoke<'a>(_: &'a Call, _: &'a ExecCtx<'a>, _: &'a str, input: &'a str) -> InvokeResult<'a> {
    let secret = greentic_guest::abi::Str::lift(input.as_ptr(), 1 << 20);
    InvokeResult::Ok(secret)
}
