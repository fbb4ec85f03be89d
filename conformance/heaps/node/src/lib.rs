//! The work of all these nodes: they fill vectors of the heap and texts of the call in
//! turn, and check that neither changed the other.

#![no_std]
#![deny(unsafe_code)]

extern crate alloc;

use alloc::vec;
use alloc::vec::Vec;

use greentic_guest::Call;

mod kept;

/// Answers with the input behind `same:`, or behind the name of what changed.
///
/// The operation `keep` leaves its vectors on the heap, for the calls that follow, which
/// look at them too; `forget` frees them.
pub fn run<'a>(call: &'a Call, op: &'a str, input: &'a str) -> &'a str {
    let before = sum(input.as_bytes());
    let mut vectors: Vec<Vec<u8>> = Vec::new();
    let mut texts: Vec<&str> = Vec::new();
    for mark in 1..8_u8 {
        // Uneven sizes, so that blocks of both kinds end everywhere.
        let len = (input.len() / usize::from(mark) + 4_000) | 1;
        vectors.push(vec![mark; len]);
        texts.push(call.concat(&[input, "|", &input[..input.len() / usize::from(mark)]]));
        // Freed and taken again: the heap writes into what is free, too.
        if mark % 3 == 0 {
            vectors.swap_remove(0);
        }
    }
    let owned = call.own(alloc::format!("{}|", input));
    let list: &[u64] = call.own(vec![u64::from(u32::MAX) << 8; input.len() / 5]);
    let changed = if sum(input.as_bytes()) != before {
        "input:"
    } else if !vectors.iter().all(|vector| vector.iter().all(|byte| *byte == vector[0])) {
        "vectors:"
    } else if !texts.iter().all(|text| text.starts_with(input) && text[input.len()..].starts_with('|')) {
        "texts:"
    } else if owned.strip_suffix('|') != Some(input) || !list.iter().all(|item| *item == u64::from(u32::MAX) << 8) {
        "owned:"
    } else if !kept::is_intact() {
        "kept:"
    } else {
        "same:"
    };
    match op {
        "keep" => kept::keep(vectors),
        "forget" => kept::forget(),
        _ => {}
    }
    call.concat(&[changed, input])
}

fn sum(bytes: &[u8]) -> u64 {
    bytes.iter().fold(7, |sum, byte| sum.wrapping_mul(31).wrapping_add(u64::from(*byte)))
}
