//! A component for `golden:uses/everything@0.2.0`.

#![cfg_attr(target_family = "wasm", no_std)]

/// The output of `guest-bindgen generate WIT -o src/bindings.rs`.
pub mod bindings;

use crate::bindings::golden_uses_0_2_0::second;
use greentic_guest::Call;

greentic_guest::component! {
    export crate::bindings::golden_uses_0_2_0::second => Component,
    import crate::bindings::golden_uses_0_2_0::second as Second,
}

struct Component;

impl second::Guest for Component {
    fn hand_on<'a>(
        call: &'a Call,
        ctx: second::NewCtx<'a>,
        importance: second::Importance,
    ) -> second::NewCtx<'a> {
        second::Host::hand_on(&Second, call, ctx, importance)
    }
}
