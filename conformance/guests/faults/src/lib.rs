//! Ends in every way that a component of safe code can end against its will. Tests look
//! for the line of a fault by the words behind `fault:`.

#![cfg_attr(target_family = "wasm", no_std)]
#![forbid(unsafe_code)]

extern crate alloc;

use alloc::vec::Vec;
use core::fmt;
use core::hint::black_box;

use greentic_guest::Call;
use greentic_guest::component::v0_5::node::{ExecCtx, InvokeResult};

// As the profile has it.
#[cfg(not(feature = "told"))]
greentic_guest::component_entrypoint!({
    manifest: r#"{"name":"faults","version":"1.0.0"}"#,
    invoke: invoke,
});

#[cfg(feature = "told")]
greentic_guest::component_entrypoint!({
    manifest: r#"{"name":"faults","version":"1.0.0"}"#,
    invoke: invoke,
    panic: greentic_guest::panic::development,
});

greentic_guest::heap!(free_list);

fn invoke<'a>(call: &'a Call, _: &'a ExecCtx<'a>, op: &'a str, input: &'a str) -> InvokeResult<'a> {
    match op {
        "panic" => panic!("no flight to {input}, in {} tries", black_box(3)), // fault: panic
        "index" => {
            let digits = input.as_bytes();
            black_box(digits[black_box(7)]); // fault: index
        }
        "unwrap" => {
            let number: u32 = input.parse().unwrap(); // fault: unwrap
            black_box(number);
        }
        "slice" => {
            black_box(&input[black_box(1)..]); // fault: slice
        }
        "add" => {
            black_box(black_box(u32::MAX) + 1); // fault: add
        }
        "divide" => {
            black_box(7 / black_box(0)); // fault: divide
        }
        "long" => panic!("{}", Repeated("über ", 1000)), // fault: long
        "endless" => panic!("{}", Repeated("on and on ", usize::MAX)), // fault: endless
        "nested" => panic!("outer {Panics}"),            // fault: nested
        "deep" => panic!("before {Recurses}"),           // fault: deep
        "lines" => assert_eq!(input, "one\ntwo\u{1b}[31m"), // fault: lines
        "trap" => greentic_guest::abi::trap(),           // fault: trap
        "arena" => loop {
            black_box(call.keep([0_u8; 2048]));
        },
        "heap" => {
            let mut parts = Vec::new();
            loop {
                parts.push(black_box(alloc::vec![1_u8; 1 << 20]));
            }
        }
        "stack" => {
            black_box(deeper(1));
        }
        _ => {}
    }
    InvokeResult::Ok(input.into())
}

struct Repeated(&'static str, usize);

impl fmt::Display for Repeated {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for _ in 0..self.1 {
            f.write_str(self.0)?;
        }
        Ok(())
    }
}

struct Panics;

impl fmt::Display for Panics {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("so far")?;
        panic!("inner")
    }
}

struct Recurses;

impl fmt::Display for Recurses {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("so far")?;
        black_box(deeper(1));
        Ok(())
    }
}

/// Never returns. Every level has a frame in the linear memory, because the address of it
/// is taken, and is needed after the level below: no loop can take its place.
#[allow(unconditional_recursion, reason = "what it is for")]
#[inline(never)]
fn deeper(level: u32) -> u32 {
    let frame = black_box([level; 16]);
    let below = deeper(black_box(level) + 1); // fault: stack
    black_box(&frame)[(below % 16) as usize] ^ below
}
