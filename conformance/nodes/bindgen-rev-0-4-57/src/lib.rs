//! The node of `shared/`, in a shape that `wit/` in the root lacks.

// A native linker refuses the names of the exports.
#![cfg(target_family = "wasm")]
#![no_std]

extern crate alloc;

#[path = "../shared/behaviour.rs"]
mod behaviour;
#[path = "../shared/bindgen.rs"]
mod bindgen;
#[path = "../shared/rev_0_4_57.rs"]
mod context;
#[path = "../heap.rs"]
mod heap;
#[path = "../shared/object.rs"]
mod object;

#[cfg(target_os = "wasi")]
#[path = "../shared/memcmp.rs"]
mod memcmp;

use bindgen::Node;
use exports::greentic::component::node;
use greentic::secrets_store::secrets_store as secrets;

wit_bindgen::generate!({
    path: [
        "wit",
        "wit-secrets-store",
    ],
    inline: "
        package conformance:nodes;
        world one {
            import greentic:secrets-store/secrets-store@1.0.0;
            export greentic:component/node@0.5.0;
        }
    ",
    generate_all,
});

export!(Node);
