//! A component for `golden:functions/all@1.0.0-rc.1`.

#![cfg_attr(target_family = "wasm", no_std)]

/// The output of `guest-bindgen generate WIT -o src/bindings.rs`.
pub mod bindings;

use crate::bindings::golden_functions_1_0_0_rc_1::constants;
use crate::bindings::golden_functions_1_0_0_rc_1::nothing;
use greentic_guest::Call;
use greentic_guest::abi::Str;

greentic_guest::component! {
    export crate::bindings::golden_functions_1_0_0_rc_1::nothing => Component,
    export crate::bindings::golden_functions_1_0_0_rc_1::constants => Component,
    import crate::bindings::golden_functions_1_0_0_rc_1::numbers as Numbers,
}

struct Component;

impl nothing::Guest for Component {
    fn act(_: &Call) {}
}

impl constants::Guest for Component {
    fn text(_: &Call) -> &str {
        ""
    }

    fn flag(_: &Call) -> bool {
        false
    }

    fn list_of_text(_: &Call) -> &[Str<'_>] {
        &[]
    }
}
