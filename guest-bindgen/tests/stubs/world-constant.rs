//! A component for `golden:functions/all@1.0.0-rc.1`.

#![cfg_attr(target_family = "wasm", no_std)]

/// The output of `guest-bindgen generate WIT -o src/bindings.rs`.
pub mod bindings;

use crate::bindings::golden_functions_1_0_0_rc_1::constants;
use crate::bindings::golden_functions_1_0_0_rc_1::nothing;
use greentic_guest::Call;
use greentic_guest::abi::{List, Str};

greentic_guest::component! {
    export crate::bindings::golden_functions_1_0_0_rc_1::nothing => Component,
    export crate::bindings::golden_functions_1_0_0_rc_1::constants => Component,
    without memory_functions,
}

struct Component;

impl nothing::Guest for Component {
    fn act(_: &Call) {}
}

impl constants::Guest for Component {
    const TEXT: Option<&'static Str<'static>> = Some(&Str::EMPTY);

    fn flag(_: &Call) -> bool {
        false
    }

    const LIST_OF_TEXT: Option<&'static List<'static, Str<'static>>> = Some(&List::EMPTY);
}
