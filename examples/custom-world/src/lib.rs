//! A component of a world that Greentic does not know: its WIT is in `wit/`, its
//! bindings come from `build.rs`.
//!
//! - `bindings` is what `guest-bindgen` generates: for `till` the trait `Guest`
//!   to implement, for `prices` the trait `Host` to call, and WIT's types.
//! - `component!` is the one place that says what is exported and imported.
//! - The work is done by plain functions that take a `Host`, so that tests
//!   pass one of their own: `cargo test` needs no WebAssembly.

#![cfg_attr(target_family = "wasm", no_std)]

mod till;

use bindings::example_shop_1_0_0::till::{Bill, Guest, Item, Refusal};
use greentic_guest::Call;

/// The bindings that the build script generated. They are code of this crate, hence the
/// `allow`: authors who want `#![forbid(unsafe_code)]` put the bindings into a crate of
/// their own.
#[allow(unsafe_code, reason = "takes values over the component's border")]
pub mod bindings {
    include!(concat!(env!("OUT_DIR"), "/bindings.rs"));
}

#[allow(unsafe_code, reason = "names the core functions that a host looks for")]
mod component {
    greentic_guest::component! {
        export crate::bindings::example_shop_1_0_0::till => super::Till,
        import crate::bindings::example_shop_1_0_0::prices as Prices,
    }
}

struct Till;

impl Guest for Till {
    fn total<'a>(
        call: &'a Call,
        basket: &'a [Item<'a>],
        voucher: Option<u8>,
    ) -> Result<Bill<'a>, Refusal<'a>> {
        till::total(&component::Prices, call, basket, voucher)
    }
}
