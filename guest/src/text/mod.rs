//! Small forms of what `core` does with text.

pub use crate::abi::slice;

/// Returns how many letters (Unicode scalar values) a text has: the same as
/// `text.chars().count()`, which takes 500 bytes of code.
#[inline(never)]
pub fn letters(text: &str) -> usize {
    // What follows the first byte of a character starts with the bits 10.
    text.bytes().filter(|byte| byte >> 6 != 0b10).count()
}
