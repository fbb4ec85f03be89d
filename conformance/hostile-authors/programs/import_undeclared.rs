//! Calls an import that it does not say it has, so that nothing would notice a
//! host that calls back.
//!
//! Right: does not compile, E0133

#![no_std]
#![forbid(unsafe_code)]

use greentic_guest::Call;
use greentic_guest::component::v0_5::node::{ExecCtx, InvokeResult};
use greentic_guest::secrets_store::v1_0::Host as _;
use greentic_guest::secrets_store::v1_0::imports::Imported;

greentic_guest::component_entrypoint!({ manifest: "{}", invoke: invoke });

fn invoke<'a>(call: &'a Call, _: &'a ExecCtx<'a>, _: &'a str, input: &'a str) -> InvokeResult<'a> {
    let _ = Imported::declared().get(call, input);
    InvokeResult::Ok(input.into())
}
