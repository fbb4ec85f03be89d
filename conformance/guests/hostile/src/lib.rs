//! Never ends, grabs memory, panics: a host survives all of it.

#![cfg_attr(target_family = "wasm", no_std)]
#![forbid(unsafe_code)]

use core::hint::black_box;

use greentic_guest::Call;
use greentic_guest::component::v0_5::node::{ExecCtx, InvokeResult};

greentic_guest::component_entrypoint!({
    manifest: r#"{"name":"hostile","version":"1.0.0"}"#,
    invoke: invoke,
});

fn invoke<'a>(call: &'a Call, _: &'a ExecCtx<'a>, op: &'a str, input: &'a str) -> InvokeResult<'a> {
    match op {
        "loop" => loop {
            black_box(input);
        },
        "grab" => {
            let mut text = "grab";
            loop {
                text = black_box(call.concat(&[text, input, text]));
            }
        }
        "grab-lists" => loop {
            black_box(call.list([0_u64; 64]));
        },
        "panic" => panic!("on purpose"),
        _ => InvokeResult::Ok(input.into()),
    }
}
