//! Everything that the macros make compiles where unsafe code is forbidden.
#![forbid(unsafe_code)]
#![deny(warnings)]

use greentic_guest::Call;
use greentic_guest::component::v0_5::node::{ExecCtx, InvokeResult};

greentic_guest::component_entrypoint!({
    manifest: "{}",
    invoke: invoke,
    imports: { secrets_store::v1_0 as Secrets, component::v0_5::control as Control, },
});

fn invoke<'a>(_: &'a Call, _: &'a ExecCtx<'a>, _: &'a str, input: &'a str) -> InvokeResult<'a> {
    InvokeResult::Ok(input.into())
}

mod describe {
    greentic_guest::describe!(concat!("{", "}"));
}

mod options {
    greentic_guest::component! {
        with panic_handler super::panic,
        without memory_functions,
        with wasi_marker,
    }
}

fn panic(_: &core::panic::PanicInfo<'_>) -> ! {
    loop {}
}

fn main() {}
