//! Builds in the call while a list is being made of what is built.
//!
//! Right: answers "<a><b><c>INPUT"

#![no_std]
#![forbid(unsafe_code)]

use greentic_guest::Call;
use greentic_guest::component::v0_5::node::{ExecCtx, InvokeResult};

greentic_guest::component_entrypoint!({ manifest: "{}", invoke: invoke });

fn invoke<'a>(call: &'a Call, _: &'a ExecCtx<'a>, _: &'a str, input: &'a str) -> InvokeResult<'a> {
    let letters = call.list(["a", "b", "c"].map(|letter| call.concat(&["<", letter, ">"])));
    let twice = call.list(
        letters
            .iter()
            .map(|text| call.concat(&[call.json(text), text])),
    );
    let first = call.concat(letters);
    if twice
        .iter()
        .zip(letters)
        .all(|(long, short)| long.ends_with(short))
    {
        InvokeResult::Ok(call.concat(&[first, input]).into())
    } else {
        InvokeResult::Ok("changed".into())
    }
}
