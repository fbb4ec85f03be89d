//! Never ends, grabs memory, calls itself without end, answers with too much,
//! panics: a host survives all of it.

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
        "deep" => InvokeResult::Ok(if deep(1) == 0 { op } else { input }.into()),
        "huge" => {
            let mut text = "huge";
            while text.len() < 2 << 20 {
                text = call.concat(&[text, text]);
            }
            InvokeResult::Ok(text.into())
        }
        "panic" => panic!("on purpose"),
        _ => InvokeResult::Ok(input.into()),
    }
}

#[allow(unconditional_recursion, reason = "what it is for")]
fn deep(level: u64) -> u64 {
    // Not at the end, where it would be a loop.
    deep(black_box(level) + 1) ^ black_box(level)
}
