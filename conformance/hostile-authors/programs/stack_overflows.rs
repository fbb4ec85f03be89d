//! Calls itself without end, with an array on the stack each time.
//!
//! Right: traps

#![no_std]
#![forbid(unsafe_code)]

use greentic_guest::Call;
use greentic_guest::component::v0_5::node::{ExecCtx, InvokeResult};

greentic_guest::component_entrypoint!({ manifest: "{}", invoke: invoke });

#[allow(unconditional_recursion)]
fn deeper(level: u64) -> u64 {
    let array = core::hint::black_box([level; 32]);
    deeper(array[7] + 1) ^ array[3]
}

fn invoke<'a>(_: &'a Call, _: &'a ExecCtx<'a>, _: &'a str, input: &'a str) -> InvokeResult<'a> {
    InvokeResult::Ok(if deeper(1) == 0 { input } else { "deep" }.into())
}
