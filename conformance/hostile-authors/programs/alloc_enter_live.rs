//! Says in the middle of a call that one begins. The component calls its host.
//!
//! Right: traps

#![no_std]
#![forbid(unsafe_code)]

use greentic_guest::Call;
use greentic_guest::component::v0_5::node::{ExecCtx, InvokeResult};
use greentic_guest::secrets_store::v1_0::Host as _;

greentic_guest::component_entrypoint!({
    manifest: "{}",
    invoke: invoke,
    imports: { secrets_store::v1_0 as Secrets },
});

fn invoke<'a>(call: &'a Call, _: &'a ExecCtx<'a>, _: &'a str, input: &'a str) -> InvokeResult<'a> {
    let mine = call.copy(input);
    let _ = Secrets.get(call, "A");
    greentic_guest_alloc::instance::enter();
    InvokeResult::Ok(mine.into())
}
