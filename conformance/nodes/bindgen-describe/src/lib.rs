//! `examples/component-describe` with wit-bindgen and no standard library.

// A native linker refuses the names of the exports.
#![cfg(target_family = "wasm")]
#![no_std]

extern crate alloc;

#[path = "../heap.rs"]
mod heap;

use alloc::string::String;

use exports::greentic::component::describe_v1::Guest;

wit_bindgen::generate!({
    path: ["wit/deps/greentic-component-1.0.0"],
    world: "greentic:component/component@1.0.0",
});

struct Description;

export!(Description);

impl Guest for Description {
    fn describe_json() -> String {
        r#"{"name":"demo","version":"1.0.0"}"#.into()
    }
}
