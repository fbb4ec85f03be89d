//! A component for `golden:keywords/functions@1.0.0`.

#![cfg_attr(target_family = "wasm", no_std)]

/// The output of `guest-bindgen generate WIT -o src/bindings.rs`.
pub mod bindings;

use crate::bindings::golden_keywords_1_0_0::functions;
use greentic_guest::Call;

greentic_guest::component! {
    export crate::bindings::golden_keywords_1_0_0::functions => Component,
    import crate::bindings::golden_keywords_1_0_0::functions as Functions,
}

struct Component;

impl functions::Guest for Component {
    fn r#match<'a>(
        call: &'a Call,
        r#type: u8,
        r#match: &'a str,
        self_: bool,
        super_: u32,
    ) -> functions::Either<'a> {
        functions::Host::r#match(&Functions, call, r#type, r#match, self_, super_)
    }

    fn self_<'a>(call: &'a Call, crate_: functions::Me<'a>) -> functions::Me<'a> {
        functions::Host::self_(&Functions, call, crate_)
    }

    fn super_(call: &Call, r#enum: functions::High, r#loop: functions::Bits) -> functions::Bits {
        functions::Host::super_(&Functions, call, r#enum, r#loop)
    }

    fn crate_(call: &Call) -> functions::Box {
        functions::Host::crate_(&Functions, call)
    }

    fn r#type<'a>(
        call: &'a Call,
        r#async: Option<u8>,
        r#dyn: Result<&'a str, u8>,
        r#where: (u8, u8),
    ) {
        functions::Host::r#type(&Functions, call, r#async, r#dyn, r#where)
    }

    fn r#yield<'a>(
        call: &'a Call,
        a: functions::Me<'a>,
        b: functions::Me<'a>,
        r#type: functions::Either<'a>,
        c: functions::Me<'a>,
    ) {
        functions::Host::r#yield(&Functions, call, a, b, r#type, c)
    }
}
