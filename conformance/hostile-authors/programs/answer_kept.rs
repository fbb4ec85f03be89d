//! Keeps in a static what it made in the call.
//!
//! Right: does not compile, E0521

#![no_std]
#![forbid(unsafe_code)]

use greentic_guest::Call;
use greentic_guest::component::v0_5::node::{ExecCtx, InvokeResult};

greentic_guest::component_entrypoint!({ manifest: "{}", invoke: invoke });

static KEPT: spin::Mutex<&'static [u32]> = spin::Mutex::new(&[]);

fn invoke<'a>(call: &'a Call, _: &'a ExecCtx<'a>, _: &'a str, input: &'a str) -> InvokeResult<'a> {
    let list: &[u32] = call.list([1, 2, 3]);
    *KEPT.lock() = list;
    InvokeResult::Ok(input.into())
}
