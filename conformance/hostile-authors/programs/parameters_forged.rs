//! Makes parameters of an address.
//!
//! Right: does not compile, E0133

#![no_std]
#![forbid(unsafe_code)]

use greentic_guest::Call;
use greentic_guest::component::v0_5::node::{ExecCtx, InvokeResult};

greentic_guest::component_entrypoint!({ manifest: "{}", invoke: invoke });

fn invoke<'a>(call: &'a Call, _: &'a ExecCtx<'a>, _: &'a str, input: &'a str) -> InvokeResult<'a> {
    let number: &u64 = greentic_guest::abi::entry::spilled(call, input.as_ptr().cast());
    InvokeResult::Ok(if *number == 0 { "" } else { "x" }.into())
}
