//! Keeps an argument in a static.
//!
//! Right: does not compile, E0521

#![no_std]
#![forbid(unsafe_code)]

use greentic_guest::Call;
use greentic_guest::component::v0_5::node::{ExecCtx, InvokeResult};

greentic_guest::component_entrypoint!({ manifest: "{}", invoke: invoke });

static KEPT: spin::Mutex<Option<&'static str>> = spin::Mutex::new(None);

fn invoke<'a>(_: &'a Call, _: &'a ExecCtx<'a>, _: &'a str, input: &'a str) -> InvokeResult<'a> {
    if let Some(kept) = *KEPT.lock() {
        return InvokeResult::Ok(kept.into());
    }
    *KEPT.lock() = Some(input);
    InvokeResult::Ok(input.into())
}
