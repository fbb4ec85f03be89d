//! A component for `golden:functions/only-types@1.0.0-rc.1`.

#![cfg_attr(target_family = "wasm", no_std)]

/// The output of `guest-bindgen generate WIT -o src/bindings.rs`.
pub mod bindings;

greentic_guest::component! {
    export crate::bindings::golden_functions_1_0_0_rc_1::only_types,
}
