//! Writes to a place for results that somebody reads.
//!
//! Right: does not compile, E0133

#![no_std]
#![forbid(unsafe_code)]

use greentic_guest::Call;
use greentic_guest::component::v0_5::node::{ExecCtx, InvokeResult};

greentic_guest::component_entrypoint!({ manifest: "{}", invoke: invoke });

static AREA: greentic_guest::abi::entry::ReturnArea<8> =
    greentic_guest::abi::entry::ReturnArea::new();

fn invoke<'a>(_: &'a Call, _: &'a ExecCtx<'a>, _: &'a str, input: &'a str) -> InvokeResult<'a> {
    AREA.put(|| 1_u32);
    InvokeResult::Ok(input.into())
}
