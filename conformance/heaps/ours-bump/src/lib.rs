//! The heap `bump` of these bindings.

#![no_std]
#![forbid(unsafe_code)]

use greentic_guest::Call;
use greentic_guest::component::v0_5::node::{ExecCtx, InvokeResult};

fn invoke<'a>(call: &'a Call, _: &'a ExecCtx<'a>, op: &'a str, input: &'a str) -> InvokeResult<'a> {
    InvokeResult::Ok(heap_node::run(call, op, input).into())
}

greentic_guest::heap!(bump);

greentic_guest::component_entrypoint!({ manifest: "{}", invoke: invoke });
