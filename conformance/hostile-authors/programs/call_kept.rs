//! Keeps a call in a static.
//!
//! Right: does not compile, E0521, E0277

#![no_std]
#![forbid(unsafe_code)]

use greentic_guest::Call;
use greentic_guest::component::v0_5::node::{ExecCtx, InvokeResult};

greentic_guest::component_entrypoint!({ manifest: "{}", invoke: invoke });

static KEPT: spin::Mutex<Option<&'static Call>> = spin::Mutex::new(None);

fn invoke<'a>(call: &'a Call, _: &'a ExecCtx<'a>, _: &'a str, input: &'a str) -> InvokeResult<'a> {
    *KEPT.lock() = Some(call);
    InvokeResult::Ok(input.into())
}
