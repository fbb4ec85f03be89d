//! Says in the middle of a call that one begins. The component calls nobody, so
//! that its exports do not ask.
//!
//! Right: answers "twice:INPUT"

#![no_std]
#![forbid(unsafe_code)]

use greentic_guest::Call;
use greentic_guest::component::v0_5::node::{ExecCtx, InvokeResult};

greentic_guest::component_entrypoint!({ manifest: "{}", invoke: invoke });

fn invoke<'a>(call: &'a Call, _: &'a ExecCtx<'a>, _: &'a str, input: &'a str) -> InvokeResult<'a> {
    let mine = call.copy(input);
    greentic_guest_alloc::instance::enter();
    InvokeResult::Ok(call.concat(&["twice:", mine]).into())
}
