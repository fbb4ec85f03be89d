//! Panics in its panic handler.
//!
//! Right: traps

#![no_std]
#![forbid(unsafe_code)]

use greentic_guest::Call;
use greentic_guest::component::v0_5::node::{
    ExecCtx, Guest, InvokeResult, LifecycleStatus, StreamEvent,
};

greentic_guest::component! {
    export component::v0_5::node => Node,
    with panic_handler panics,
}

fn panics(info: &core::panic::PanicInfo<'_>) -> ! {
    panic!("{info}")
}

struct Node;

impl Guest for Node {
    fn get_manifest<'a>(_: &'a Call) -> &'a str {
        "{}"
    }

    fn on_start<'a>(_: &'a Call, _: &'a ExecCtx<'a>) -> Result<LifecycleStatus, &'a str> {
        Ok(LifecycleStatus::Ok)
    }

    fn on_stop<'a>(
        _: &'a Call,
        _: &'a ExecCtx<'a>,
        _: &'a str,
    ) -> Result<LifecycleStatus, &'a str> {
        Ok(LifecycleStatus::Ok)
    }

    fn invoke<'a>(
        call: &'a Call,
        ctx: &'a ExecCtx<'a>,
        op: &'a str,
        input: &'a str,
    ) -> InvokeResult<'a> {
        invoke(call, ctx, op, input)
    }

    fn invoke_stream<'a>(
        _: &'a Call,
        _: &'a ExecCtx<'a>,
        _: &'a str,
        _: &'a str,
    ) -> &'a [StreamEvent<'a>] {
        &[]
    }
}

fn invoke<'a>(_: &'a Call, _: &'a ExecCtx<'a>, _: &'a str, input: &'a str) -> InvokeResult<'a> {
    panic!("{input}")
}
