//! A check for UTF-8 that is small rather than fast.

#![allow(
    unsafe_code,
    reason = "the only place where bytes become text on our own word"
)]

/// The text that `bytes` are in UTF-8, or `None` where they are not.
///
/// The same answer as `core::str::from_utf8` with a tenth of its code, which
/// is what counts in a component: that one takes 930 bytes.
pub const fn from_utf8(bytes: &[u8]) -> Option<&str> {
    // Slice patterns rather than an index: there is no check that could panic.
    let mut rest = bytes;
    while let [first, behind @ ..] = rest {
        let first = *first;
        rest = behind;
        if first < 0x80 {
            continue;
        }
        // How many bytes follow, and the smallest number that needs so many.
        let (mut following, least) = match first {
            0xC0..=0xDF => (1, 0x80),
            0xE0..=0xEF => (2, 0x800),
            0xF0..=0xF7 => (3, 0x1_0000),
            _ => return None,
        };
        // The payload bits of the first byte: 5, 4 or 3 of them.
        let mut scalar = (first & (0x3F >> following)) as u32;
        while following > 0 {
            let [next @ 0x80..=0xBF, behind @ ..] = rest else {
                return None;
            };
            scalar = scalar << 6 | (*next & 0x3F) as u32;
            rest = behind;
            following -= 1;
        }
        // Not longer than it must be, no surrogate, and not past the last one.
        if scalar < least || scalar > 0x10_FFFF || scalar & !0x7FF == 0xD800 {
            return None;
        }
    }
    // SAFETY: every sequence was seen to be the shortest form of a Unicode
    // scalar value, which is what UTF-8 is (Unicode, definition D92).
    Some(unsafe { core::str::from_utf8_unchecked(bytes) })
}
