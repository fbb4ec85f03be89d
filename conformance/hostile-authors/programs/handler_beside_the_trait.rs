//! Has methods with the names of the handlers, which want arguments that live
//! for ever and keep them.
//!
//! Right: answers "handler:INPUT"

#![no_std]
#![forbid(unsafe_code)]

use greentic_guest::Call;
use greentic_guest::component::v0_5::node::{
    ExecCtx, Guest, InvokeResult, LifecycleStatus, StreamEvent,
};

greentic_guest::component! { export component::v0_5::node => Node }

static KEPT: spin::Mutex<Option<&'static str>> = spin::Mutex::new(None);

struct Node;

impl Node {
    #[allow(dead_code)]
    fn invoke(
        _: &'static Call,
        _: &'static ExecCtx<'static>,
        _: &'static str,
        input: &'static str,
    ) -> InvokeResult<'static> {
        *KEPT.lock() = Some(input);
        InvokeResult::Ok("kept".into())
    }
}

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
        _: &'a ExecCtx<'a>,
        _: &'a str,
        input: &'a str,
    ) -> InvokeResult<'a> {
        let kept = KEPT.lock().unwrap_or("handler:");
        InvokeResult::Ok(call.concat(&[kept, input]).into())
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
