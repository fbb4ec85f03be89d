//! Doubles a text without end.
//!
//! Right: traps

#![no_std]
#![forbid(unsafe_code)]

use greentic_guest::Call;
use greentic_guest::component::v0_5::node::{ExecCtx, InvokeResult};

greentic_guest::component_entrypoint!({ manifest: "{}", invoke: invoke });

fn text_is_enough() -> bool {
    core::hint::black_box(false)
}

fn invoke<'a>(call: &'a Call, _: &'a ExecCtx<'a>, _: &'a str, input: &'a str) -> InvokeResult<'a> {
    let mut text = call.text();
    text.push(input);
    loop {
        let copy = call.concat(&["x", input, input]);
        text.push(copy);
        text.push_json(copy);
        if text_is_enough() {
            break InvokeResult::Ok(text.finish().into());
        }
    }
}
