//! Wants arguments that live for ever.
//!
//! Right: does not compile, "lifetime may not live long enough"

#![no_std]
#![forbid(unsafe_code)]

use greentic_guest::Call;
use greentic_guest::component::v0_5::node::{ExecCtx, InvokeResult};

greentic_guest::component_entrypoint!({ manifest: "{}", invoke: invoke });

fn invoke(
    _: &'static Call,
    _: &'static ExecCtx<'static>,
    _: &'static str,
    input: &'static str,
) -> InvokeResult<'static> {
    InvokeResult::Ok(input.into())
}
