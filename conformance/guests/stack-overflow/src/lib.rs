//! Ends in a trap, after more or less harm.
//!
//! The operations have names of one length, so that nothing but the name
//! itself tells the memories of two instances apart that were asked for
//! different ones.

#![cfg_attr(target_family = "wasm", no_std)]
#![forbid(unsafe_code)]

use core::hint::black_box;
use core::sync::atomic::{AtomicU32, Ordering};

use greentic_guest::Call;
use greentic_guest::abi::trap;
use greentic_guest::component::v0_5::node::{ExecCtx, InvokeResult};

greentic_guest::component_entrypoint!({
    manifest: r#"{"name":"stack-overflow","version":"1.0.0"}"#,
    invoke: invoke,
});

/// Data that can be written to, where a stack that runs over would write.
static SENTINEL: [AtomicU32; 64] = [const { AtomicU32::new(0x5eed_cafe) }; 64];

fn invoke<'a>(_: &'a Call, _: &'a ExecCtx<'a>, op: &'a str, _: &'a str) -> InvokeResult<'a> {
    match op {
        // Runs out of stack.
        "recurse" => {
            black_box(deeper(1));
        }
        // Traps, and does no harm before.
        "abandon" => trap(),
        // Does what an overflow that went unnoticed would do, then traps.
        "corrupt" => {
            SENTINEL[black_box(63)].store(0, Ordering::Relaxed);
            trap();
        }
        _ => {}
    }
    let intact = SENTINEL
        .iter()
        .all(|word| black_box(word).load(Ordering::Relaxed) == 0x5eed_cafe);
    InvokeResult::Ok(if intact { "intact" } else { "corrupt" }.into())
}

/// Never returns. Every level has a frame in the linear memory, because the
/// address of it is taken, and is needed after the level below: no loop can
/// take its place.
#[allow(unconditional_recursion, reason = "what it is for")]
#[inline(never)]
fn deeper(level: u32) -> u32 {
    let frame = black_box([level; 16]);
    let below = deeper(black_box(level) + 1);
    black_box(&frame)[(below % 16) as usize] ^ below
}
