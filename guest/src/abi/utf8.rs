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
    // The bits of a character so far, how many bytes it has behind its first, and
    // how many of them are due.
    let mut scalar = 0_u32;
    let mut following = 0;
    let mut due = 0;
    while let [byte, behind @ ..] = rest {
        let byte = *byte as u32;
        rest = behind;
        if due == 0 {
            if byte < 0x80 {
                continue;
            }
            following = (byte << 24).leading_ones() - 1;
            if following == 0 || following > 3 {
                return None;
            }
            due = following;
            scalar = byte & (0x3F >> following);
        } else {
            if byte >> 6 != 0b10 {
                return None;
            }
            scalar = scalar << 6 | byte & 0x3F;
            due -= 1;
            // Not longer than it must be (7, 11 or 16 bits say that), no surrogate,
            // and not past the last one.
            if due == 0
                && (scalar >> ((9 * following + 5) >> 1) == 0
                    || scalar > 0x10_FFFF
                    || scalar & !0x7FF == 0xD800)
            {
                return None;
            }
        }
    }
    if due > 0 {
        return None;
    }
    // SAFETY: every sequence was seen to be the shortest form of a Unicode
    // scalar value, which is what UTF-8 is (Unicode, definition D92).
    Some(unsafe { core::str::from_utf8_unchecked(bytes) })
}
