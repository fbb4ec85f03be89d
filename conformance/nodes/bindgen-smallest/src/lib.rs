//! `examples/node-minimal` with wit-bindgen and no standard library.

// A native linker refuses the names of the exports.
#![cfg(target_family = "wasm")]
#![no_std]

extern crate alloc;

#[path = "../heap.rs"]
mod heap;
#[cfg(target_os = "wasi")]
#[path = "../shared/memcmp.rs"]
mod memcmp;
#[path = "../shared/smallest.rs"]
mod smallest;

use alloc::string::String;
use alloc::vec;
use alloc::vec::Vec;

use exports::greentic::component::node::{
    self, ExecCtx, Guest, InvokeResult, LifecycleStatus, StreamEvent,
};

wit_bindgen::generate!({
    path: [
        "wit/deps/greentic-interfaces-types-0.1.0",
        "wit/deps/greentic-component-0.5.0",
    ],
    inline: "
        package conformance:nodes;
        world smallest {
            export greentic:component/node@0.5.0;
        }
    ",
    generate_all,
});

struct Node;

export!(Node);

impl Guest for Node {
    fn get_manifest() -> String {
        smallest::manifest()
    }

    fn on_start(_: ExecCtx) -> Result<LifecycleStatus, String> {
        Ok(LifecycleStatus::Ok)
    }

    fn on_stop(_: ExecCtx, _: String) -> Result<LifecycleStatus, String> {
        Ok(LifecycleStatus::Ok)
    }

    fn invoke(_: ExecCtx, op: String, input: String) -> InvokeResult {
        smallest::invoke(&op, &input)
    }

    fn invoke_stream(ctx: ExecCtx, op: String, input: String) -> Vec<StreamEvent> {
        let answer = match Self::invoke(ctx, op, input) {
            InvokeResult::Ok(output) => StreamEvent::Data(output),
            InvokeResult::Err(error) => StreamEvent::Error(error.message),
        };
        vec![StreamEvent::Progress(0), answer, StreamEvent::Done]
    }
}
