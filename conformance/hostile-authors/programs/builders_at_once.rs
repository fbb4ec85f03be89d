//! Lets several texts grow in turn, and leaves one of them behind.
//!
//! Right: answers "INPUT"

#![no_std]
#![forbid(unsafe_code)]

use greentic_guest::Call;
use greentic_guest::component::v0_5::node::{ExecCtx, InvokeResult};

greentic_guest::component_entrypoint!({ manifest: "{}", invoke: invoke });

fn invoke<'a>(call: &'a Call, _: &'a ExecCtx<'a>, _: &'a str, input: &'a str) -> InvokeResult<'a> {
    let (mut one, mut two, mut three) = (call.text(), call.text(), call.text());
    for part in input.split_inclusive(' ') {
        for _ in 0..20 {
            two.push(part);
            three.push_json(part);
        }
        one.push(part);
    }
    core::mem::forget(three);
    let (one, two) = (one.finish(), two.finish());
    InvokeResult::Ok(
        if two.len() == one.len() * 20 {
            one
        } else {
            "changed"
        }
        .into(),
    )
}
