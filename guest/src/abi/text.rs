//! Text that grows.

#![allow(
    unsafe_code,
    reason = "guards that what was written is UTF-8 and how much there is"
)]

use core::fmt;

use crate::Call;

/// Text under construction in the memory of a call.
///
/// Appending takes constant time on average, also when several texts grow at
/// once: each doubles its room when it has to move.
///
/// ```
/// # let call = greentic_guest::Call::new();
/// let mut text = call.text();
/// text.push("a");
/// text.push("b");
/// assert_eq!(text.finish(), "ab");
/// ```
///
/// # Invariants
///
/// `start` is a block of the call with room for `room` bytes, or `room` is 0;
/// the first `len <= room` of them are UTF-8.
#[derive(Debug)]
pub struct Text<'a> {
    call: &'a Call,
    start: *mut u8,
    len: usize,
    room: usize,
}

impl<'a> Text<'a> {
    pub(crate) const fn new(call: &'a Call) -> Self {
        Self {
            call,
            start: core::ptr::dangling_mut(),
            len: 0,
            room: 0,
        }
    }

    /// Appends `text`.
    pub fn push(&mut self, text: &str) {
        // Neither wraps: a text, like any object, has at most `isize::MAX`
        // bytes, and so has a block.
        let len = self.len + text.len();
        if len > self.room {
            let room = len.max(self.room * 2);
            self.start = self.call.arena().regrow(self.start, self.room, room);
            self.room = room;
        }
        // SAFETY: `len <= room`, so this is inside the block or at its end.
        let end = unsafe { self.start.add(self.len) };
        // SAFETY: there is room for the text, and it is not in the block,
        // which nobody has a reference to.
        unsafe { core::ptr::copy_nonoverlapping(text.as_ptr(), end, text.len()) };
        self.len = len;
    }

    /// Appends a character. Costs a component about 90 bytes, where
    /// `push(letter.encode_utf8(..))` costs 200.
    #[inline(never)]
    pub fn push_char(&mut self, letter: char) {
        self.push(letter.encode_utf8(&mut [0; 4]));
    }

    /// Appends `text` as a JSON string, with quotation marks around it and
    /// escapes where JSON wants them (RFC 8259, section 7).
    pub fn push_json(&mut self, text: &str) {
        self.push("\"");
        let mut plain = 0;
        for (at, byte) in text.bytes().enumerate() {
            const DIGITS: &[u8; 16] = b"0123456789abcdef";
            let mut escape = *b"\\u0000";
            let escape: &[u8] = match byte {
                b'"' => b"\\\"",
                b'\\' => b"\\\\",
                b'\n' => b"\\n",
                b'\r' => b"\\r",
                b'\t' => b"\\t",
                0..0x20 => {
                    escape[4] = DIGITS[usize::from(byte >> 4)];
                    escape[5] = DIGITS[usize::from(byte & 15)];
                    &escape
                }
                _ => continue,
            };
            self.push(&text[plain..at]);
            // All of it is ASCII, which is text.
            self.push(super::from_utf8(escape).unwrap_or_default());
            plain = at + 1;
        }
        self.push(&text[plain..]);
        self.push("\"");
    }

    /// The text so far, for as long as the call lives.
    pub fn finish(self) -> &'a str {
        // SAFETY: the invariant; the block is given away with `self`.
        let bytes = unsafe { core::slice::from_raw_parts(self.start, self.len) };
        // SAFETY: only text was ever appended.
        unsafe { core::str::from_utf8_unchecked(bytes) }
    }
}

impl fmt::Write for Text<'_> {
    fn write_str(&mut self, text: &str) -> fmt::Result {
        self.push(text);
        Ok(())
    }
}
