//! Puts 64 KiB one behind the other, 65,537 times: the sum wraps to 64 KiB.
//!
//! Right: traps

#![no_std]
#![forbid(unsafe_code)]

use greentic_guest::Call;
use greentic_guest::component::v0_5::node::{ExecCtx, InvokeResult};

greentic_guest::component_entrypoint!({ manifest: "{}", invoke: invoke });

fn invoke<'a>(call: &'a Call, _: &'a ExecCtx<'a>, _: &'a str, input: &'a str) -> InvokeResult<'a> {
    let mut text = call.text();
    for _ in 0..1024 {
        text.push("0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef");
    }
    let text = text.finish();
    let parts = call.list((0..65_537_u32).map(|_| text));
    InvokeResult::Ok(call.concat(parts).get(..32).unwrap_or(input).into())
}
