//! Takes a text back into itself.
//!
//! Right: does not compile, E0505, E0382

#![no_std]
#![forbid(unsafe_code)]

use greentic_guest::Call;
use greentic_guest::component::v0_5::node::{ExecCtx, InvokeResult};

greentic_guest::component_entrypoint!({ manifest: "{}", invoke: invoke });

fn invoke<'a>(call: &'a Call, _: &'a ExecCtx<'a>, _: &'a str, input: &'a str) -> InvokeResult<'a> {
    let mut text = call.text();
    text.push(input);
    text.push(text.finish());
    InvokeResult::Ok(text.finish().into())
}
