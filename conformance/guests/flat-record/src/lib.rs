//! Returns a reference to a record that came as flat parameters.
//!
//! A record in the frame of the core function would be gone by the time that
//! the host reads the list.

#![cfg_attr(target_family = "wasm", no_std)]
#![allow(
    unsafe_code,
    reason = "bindings of one's own are code of this crate, and so is what `component!` makes of them"
)]

use bindings::conformance_flat_record_1_0_0::pairs::{Guest, Pair};
use greentic_guest::Call;

/// The bindings that the build script generated.
pub mod bindings {
    include!(concat!(env!("OUT_DIR"), "/bindings.rs"));
}

greentic_guest::component! {
    export crate::bindings::conformance_flat_record_1_0_0::pairs => Pairs,
}

struct Pairs;

impl Guest for Pairs {
    fn echo<'a>(call: &'a Call, p: Pair<'a>) -> &'a [Pair<'a>] {
        core::slice::from_ref(call.keep(p))
    }
}

#[allow(dead_code, reason = "what the component must not call")]
impl Pairs {
    /// Stands before the trait's function wherever `Pairs::echo` is written.
    fn echo<'a>(_: &'a Call, _: Pair<'a>) -> &'a [Pair<'a>] {
        &[]
    }
}
