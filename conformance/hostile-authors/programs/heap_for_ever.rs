//! Leaks a copy of every argument, which then may live for ever.
//!
//! Right: answers "INPUT:INPUT" to the third call

#![no_std]
#![forbid(unsafe_code)]

extern crate alloc;

use alloc::string::String;
use alloc::vec::Vec;

use greentic_guest::Call;
use greentic_guest::component::v0_5::node::{ExecCtx, InvokeResult};

greentic_guest::component_entrypoint!({ manifest: "{}", invoke: invoke });

#[global_allocator]
static HEAP: dlmalloc::GlobalDlmalloc = dlmalloc::GlobalDlmalloc;

static KEPT: spin::Mutex<Option<&'static str>> = spin::Mutex::new(None);

fn invoke<'a>(call: &'a Call, _: &'a ExecCtx<'a>, _: &'a str, input: &'a str) -> InvokeResult<'a> {
    let last = KEPT.lock().replace(String::from(input).leak());
    let filler = Vec::from_iter(input.bytes().cycle().take(40_000));
    let right = filler
        .iter()
        .zip(input.bytes().cycle())
        .all(|(one, two)| *one == two);
    InvokeResult::Ok(
        call.concat(&[last.unwrap_or(input), if right { ":" } else { "!" }, input])
            .into(),
    )
}
