//! Keeps strings of a heap in a static, over calls, beside what is in the call.
//!
//! Right: answers "3:INPUT,INPUT,INPUT" to the third call

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

static KEPT: spin::Mutex<Vec<String>> = spin::Mutex::new(Vec::new());

fn invoke<'a>(call: &'a Call, _: &'a ExecCtx<'a>, _: &'a str, input: &'a str) -> InvokeResult<'a> {
    let mut kept = KEPT.lock();
    kept.push(String::from(input));
    let joined: String = kept.join(",");
    let count = call.concat(&[["0", "1", "2", "3", "4"][kept.len()], ":"]);
    InvokeResult::Ok(call.concat(&[count, &joined]).into())
}
