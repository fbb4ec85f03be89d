//! An object from elsewhere is linked, which uses the heap of wasi-libc: the
//! author need not know.

#![no_std]

use greentic_guest::Call;
use greentic_guest::component::v0_5::node::{
    ExecCtx, InvokeResult, LifecycleStatus, StreamEvent,
};

#[link(name = "c")]
unsafe extern "C" {
    fn heap_churn(bytes: *const u8, len: usize) -> bool;
}

struct Node;

impl greentic_guest::component::v0_5::node::Guest for Node {
    fn get_manifest<'a>(_: &'a Call) -> &'a str {
        "{}"
    }

    fn on_start<'a>(_: &'a Call, _: &'a ExecCtx<'a>) -> Result<LifecycleStatus, &'a str> {
        Ok(LifecycleStatus::Ok)
    }

    fn on_stop<'a>(_: &'a Call, _: &'a ExecCtx<'a>, _: &'a str) -> Result<LifecycleStatus, &'a str> {
        Ok(LifecycleStatus::Ok)
    }

    fn invoke<'a>(call: &'a Call, _: &'a ExecCtx<'a>, _: &'a str, input: &'a str) -> InvokeResult<'a> {
        let copies = [call.copy(input), call.concat(&[input, input])];
        // SAFETY: the bytes of a text.
        let same = unsafe { heap_churn(input.as_ptr(), input.len()) };
        let same = same && copies[0] == input && copies[1].starts_with(input);
        InvokeResult::Ok(call.concat(&[if same { "same:" } else { "texts:" }, input]).into())
    }

    fn invoke_stream<'a>(_: &'a Call, _: &'a ExecCtx<'a>, _: &'a str, _: &'a str) -> &'a [StreamEvent<'a>] {
        &[]
    }
}

// wasi-libc has `memcmp` already.
greentic_guest::component! {
    export component::v0_5::node => Node,
    without memory_functions,
}
