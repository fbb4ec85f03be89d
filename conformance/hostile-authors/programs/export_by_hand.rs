//! Exports an interface past `component!`, of a revision that cannot be beside
//! the other one.
//!
//! Right: does not compile, E0080

#![no_std]
#![forbid(unsafe_code)]

use greentic_guest::Call;
use greentic_guest::rev_0_4_113::component::v0_5::node;

greentic_guest::component! { import component::v0_5::control as Control }

struct Mine;

impl node::Guest for Mine {
    fn get_manifest<'a>(_: &'a Call) -> &'a str {
        "{}"
    }

    fn on_start<'a>(
        _: &'a Call,
        _: &'a node::ExecCtx<'a>,
    ) -> Result<node::LifecycleStatus, &'a str> {
        Ok(node::LifecycleStatus::Ok)
    }

    fn on_stop<'a>(
        _: &'a Call,
        _: &'a node::ExecCtx<'a>,
        _: &'a str,
    ) -> Result<node::LifecycleStatus, &'a str> {
        Ok(node::LifecycleStatus::Ok)
    }

    fn invoke<'a>(
        _: &'a Call,
        _: &'a node::ExecCtx<'a>,
        _: &'a str,
        input: &'a str,
    ) -> node::InvokeResult<'a> {
        node::InvokeResult::Ok(input.into())
    }

    fn invoke_stream<'a>(
        _: &'a Call,
        _: &'a node::ExecCtx<'a>,
        _: &'a str,
        _: &'a str,
    ) -> &'a [node::StreamEvent<'a>] {
        &[]
    }
}

greentic_guest::rev_0_4_113::component::v0_5::node::__export! {
    @emit [greentic_guest :: rev_0_4_113 :: component :: v0_5 :: node] [Mine]
}
