//! A check for UTF-8 that is small rather than fast.

#![allow(
    unsafe_code,
    reason = "the only place where bytes become text on our own word"
)]

/// The text that `bytes` are in UTF-8, or `None` where they are not.
///
/// The same answer as `core::str::from_utf8` with a fifth of its code, which
/// is what counts in a component: that one takes 930 bytes.
///
/// ```
/// use greentic_guest::abi::from_utf8;
///
/// assert_eq!(from_utf8(b"Gr\xC3\xBC\xC3\x9Fe"), Some("Gr\u{fc}\u{df}e"));
/// assert_eq!(from_utf8(b"\xC3"), None);
/// ```
pub const fn from_utf8(bytes: &[u8]) -> Option<&str> {
    if !is_utf8(bytes) {
        return None;
    }
    // SAFETY: `is_utf8` says that every sequence is the shortest form of a Unicode
    // scalar value, which is what UTF-8 is (Unicode, definition D92).
    Some(unsafe { core::str::from_utf8_unchecked(bytes) })
}

/// Returns whether `bytes` are UTF-8.
#[inline(never)]
pub(crate) const fn is_utf8(mut bytes: &[u8]) -> bool {
    // The bits of a character so far, how many bytes it has behind its first, and
    // how many of them are due.
    let (mut scalar, mut following, mut due) = (0_u32, 0, 0);
    // Slice patterns rather than an index: there is no check that could panic.
    while let [byte, behind @ ..] = bytes {
        bytes = behind;
        let byte = *byte as u32;
        if due > 0 {
            due -= 1;
            scalar = scalar << 6 | byte & 0x3F;
            // All but the lowest 7, 11 or 16 bits: where they are 0, the character is
            // longer than it must be, 27 of the second are a surrogate, and more than
            // 16 of the third are past the last one.
            let top = scalar >> ((9 * following + 5) >> 1);
            let valid = if following == 3 {
                0x1_FFFE
            } else {
                !(1 | 1 << 27)
            };
            if byte >> 6 != 0b10 || due == 0 && valid >> top & 1_u32 == 0 {
                return false;
            }
        } else if byte >= 0x80 {
            following = (byte << 24).leading_ones() - 1;
            if following.wrapping_sub(1) > 2 {
                return false;
            }
            due = following;
            scalar = byte & (0x3F >> following);
        }
    }
    due == 0
}
