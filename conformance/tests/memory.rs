//! The memory of an instance is bounded by its largest call.

use greentic_guest::Call;
use greentic_guest::component::v0_5::node::ExecCtx as GuestCtx;
use greentic_host_shim::{ExecCtx, Host, InvokeResult, Limits, Shim};
use greentic_testkit::guests::bytes;

#[path = "../guests/echo/src/handler.rs"]
mod handler;

const CALLS: u32 = 10_000;
const LARGEST: usize = 1 << 20;
const PAGE: usize = 65_536;

/// Beside the input and the answer: the parameters (272 bytes and some short
/// texts) and what alignment leaves between blocks.
const FIXED: usize = 1024;

/// The memory that calls need of which the largest has `input` bytes, answered
/// with `room` bytes: all of that once, in whole pages, and the page that is
/// there from the start. In that are the stack, the data and the arena's first
/// region, which is left behind once a call does not fit in: what follows it
/// may be another heap's.
fn bound(input: usize, room: usize) -> usize {
    PAGE + (FIXED + input + room).div_ceil(PAGE) * PAGE
}

/// Numbers that look random and are the same every time (splitmix64).
struct Numbers(u64);

impl Numbers {
    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut number = self.0;
        number = (number ^ (number >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        number = (number ^ (number >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        number ^ (number >> 31)
    }

    /// A number of bytes, 0 to [`LARGEST`]: each power of two as often as any
    /// other, so that most are small.
    fn size(&mut self) -> usize {
        let bits = self.next() % 22;
        let below = (1_u64 << bits).min(LARGEST as u64 + 1);
        usize::try_from(self.next() % below).expect("at most 2^20")
    }

    /// Text of `size` bytes, of one to four bytes a character, that differs
    /// from call to call.
    fn text(&mut self, size: usize) -> String {
        const WORDS: [&str; 5] = ["aé", "世x", "🌍", "plain ", "\0\u{7f}"];
        let mut text = format!("{:x}", self.next());
        while text.len() < size.min(256) {
            text.push_str(WORDS[usize::try_from(self.next() % 5).expect("below 5")]);
        }
        if text.len() < size {
            text = text.repeat(size.div_ceil(text.len()));
        }
        let mut end = size.min(text.len());
        while !text.is_char_boundary(end) {
            end -= 1;
        }
        text.truncate(end);
        // The exact size, whatever the last character was.
        text.extend(std::iter::repeat_n('.', size - end));
        text
    }
}

/// Returns the answer of the same handler when it runs natively.
fn native(op: &str, input: &str) -> String {
    let (call, ctx) = (Call::new(), GuestCtx::default());
    handler::invoke(&call, &ctx, op, input)
        .expect("a known operation")
        .to_owned()
}

#[test]
fn ten_thousand_calls_take_no_more_than_the_largest() {
    let shim = Shim::new(Limits::default()).expect("an engine");
    let component = shim.load(&bytes("conformance-echo")).expect("a component");
    let mut echo = component.instantiate(Host::new()).expect("an instance");
    let ctx = ExecCtx::new("test", "acme", "flow");
    let mut numbers = Numbers(2026);
    let mut largest = 0;
    let mut total = 0;
    for call in 0..CALLS {
        // The extremes, and a small call after the largest, for certain.
        let size = match call {
            0 | 5_001 => 0,
            5_000 => LARGEST,
            _ => numbers.size(),
        };
        let input = numbers.text(size);
        assert_eq!(input.len(), size);
        // The native run of `reverse` is slow in a debug build. The builder
        // may have twice the room that it needs, and so has `twice`.
        let op = if size < 2_048 { "reverse" } else { "twice" };
        let answer = match echo.invoke(&ctx, op, &input) {
            Ok(InvokeResult::Ok(answer)) => answer,
            other => panic!("call {call}, {op} of {size} bytes: {other:?}"),
        };
        // Not `assert_eq`, which would print megabytes.
        assert!(answer == native(op, &input), "call {call}: {op} of {size}");
        largest = largest.max(size);
        total += input.len() + answer.len();
        let memory = echo.memory_bytes();
        assert!(
            memory <= bound(largest, 2 * largest),
            "call {call}: {memory} bytes though no input had more than {largest}"
        );
    }
    // The bound is tight: keeping any of the larger inputs would have broken
    // it, and there were hundreds of times as many bytes in all.
    assert_eq!(largest, LARGEST);
    assert!(echo.memory_bytes() > 3 * LARGEST);
    assert!(bound(LARGEST, 2 * LARGEST) - 3 * LARGEST <= 2 * PAGE);
    assert!(total > 100 * echo.memory_bytes(), "{total}");
}
