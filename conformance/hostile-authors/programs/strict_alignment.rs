//! Keeps a value that is aligned more strictly than blocks are.
//!
//! Right: does not compile, E0080

#![no_std]
#![forbid(unsafe_code)]

use greentic_guest::Call;
use greentic_guest::component::v0_5::node::{ExecCtx, InvokeResult};

greentic_guest::component_entrypoint!({ manifest: "{}", invoke: invoke });

#[derive(Clone, Copy)]
#[repr(align(32))]
struct Strict([u8; 32]);

fn invoke<'a>(call: &'a Call, _: &'a ExecCtx<'a>, _: &'a str, input: &'a str) -> InvokeResult<'a> {
    let kept = call.keep(Strict([0; 32]));
    InvokeResult::Ok(if kept.0[0] == 0 { input } else { "" }.into())
}
