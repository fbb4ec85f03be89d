//! The types of a node's arguments cannot be exported a second time.
use greentic_guest::Call;
use greentic_guest::component::v0_5::node::{ExecCtx, Guest, InvokeResult, LifecycleStatus, StreamEvent};

struct Demo;

impl Guest for Demo {
    fn get_manifest<'a>(_: &'a Call) -> &'a str {
        "{}"
    }

    fn on_start<'a>(_: &'a Call, _: &'a ExecCtx<'a>) -> Result<LifecycleStatus, &'a str> {
        Ok(LifecycleStatus::Ok)
    }

    fn on_stop<'a>(_: &'a Call, _: &'a ExecCtx<'a>, _: &'a str) -> Result<LifecycleStatus, &'a str> {
        Ok(LifecycleStatus::Ok)
    }

    fn invoke<'a>(_: &'a Call, _: &'a ExecCtx<'a>, _: &'a str, input: &'a str) -> InvokeResult<'a> {
        InvokeResult::Ok(input.into())
    }

    fn invoke_stream<'a>(_: &'a Call, _: &'a ExecCtx<'a>, _: &'a str, _: &'a str) -> &'a [StreamEvent<'a>] {
        &[]
    }
}

greentic_guest::component! {
    export component::v0_5::node => Demo,
    export interfaces_types::v0_1,
}

fn main() {}
