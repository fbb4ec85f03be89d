//! Brings the standard library along, which frees what it did not allocate.
//!
//! Right: does not compile, E0152

#![no_std]
#![forbid(unsafe_code)]

extern crate std;

use greentic_guest::Call;
use greentic_guest::component::v0_5::node::{ExecCtx, InvokeResult};

greentic_guest::component_entrypoint!({ manifest: "{}", invoke: invoke });

fn invoke<'a>(_: &'a Call, _: &'a ExecCtx<'a>, _: &'a str, input: &'a str) -> InvokeResult<'a> {
    let list = std::vec![1; input.len()];
    InvokeResult::Ok(if list.is_empty() { "" } else { input }.into())
}
