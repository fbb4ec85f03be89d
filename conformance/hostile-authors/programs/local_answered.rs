//! Answers with what is on its stack.
//!
//! Right: does not compile, E0515

#![no_std]
#![forbid(unsafe_code)]

use greentic_guest::Call;
use greentic_guest::component::v0_5::node::{ExecCtx, InvokeResult};

greentic_guest::component_entrypoint!({ manifest: "{}", invoke: invoke });

fn invoke<'a>(_: &'a Call, _: &'a ExecCtx<'a>, _: &'a str, _: &'a str) -> InvokeResult<'a> {
    let buffer = [b'x'; 64];
    InvokeResult::Ok(
        greentic_guest::abi::from_utf8(&buffer)
            .unwrap_or_default()
            .into(),
    )
}
