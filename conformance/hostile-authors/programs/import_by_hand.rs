//! Imports an interface past `component!`: nothing would notice a host that calls
//! back, and nothing would compare it with the rest.
//!
//! Right: does not compile, E0080

#![no_std]
#![forbid(unsafe_code)]

use greentic_guest::Call;
use greentic_guest::component::v0_5::node::{ExecCtx, InvokeResult};
use greentic_guest::secrets_store::v1_0::Host as _;

greentic_guest::component_entrypoint!({ manifest: "{}", invoke: invoke });

greentic_guest::secrets_store::v1_0::__import! {
    @emit [greentic_guest :: secrets_store :: v1_0] [Secrets]
}

fn invoke<'a>(call: &'a Call, _: &'a ExecCtx<'a>, _: &'a str, input: &'a str) -> InvokeResult<'a> {
    let _ = Secrets.get(call, input);
    InvokeResult::Ok(input.into())
}
