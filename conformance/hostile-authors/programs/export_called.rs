//! Calls the core function behind an export with addresses made up.
//!
//! Right: does not compile, E0133

#![no_std]
#![forbid(unsafe_code)]

use greentic_guest::Call;
use greentic_guest::component::v0_5::node::{ExecCtx, InvokeResult};

greentic_guest::component_entrypoint!({ manifest: "{}", invoke: invoke });

struct Mine;

impl greentic_guest::component::v1_0::describe_v1::Guest for Mine {
    fn describe_json<'a>(_: &'a Call) -> &'a str {
        ""
    }
}

fn invoke<'a>(_: &'a Call, _: &'a ExecCtx<'a>, _: &'a str, input: &'a str) -> InvokeResult<'a> {
    let _ = greentic_guest::component::v1_0::describe_v1::exports::Exports::describe_json::<
        Mine,
        false,
    >();
    InvokeResult::Ok(input.into())
}
