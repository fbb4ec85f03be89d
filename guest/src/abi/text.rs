//! Text that grows.

#![allow(
    unsafe_code,
    reason = "guards that what was written is UTF-8 and how much there is"
)]

use core::fmt;

use crate::Call;
use crate::call::CallRef;

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
    call: CallRef<'a>,
    start: *mut u8,
    len: usize,
    room: usize,
}

impl<'a> Text<'a> {
    pub(crate) const fn new(call: &'a Call) -> Self {
        Self {
            call: CallRef::new(call),
            start: core::ptr::dangling_mut(),
            len: 0,
            room: 0,
        }
    }

    /// Appends `text`.
    #[inline(never)]
    pub fn push(&mut self, text: &str) {
        let end = self.end(text.len());
        // SAFETY: there is room for the text, and it is not in the block,
        // which nobody has a reference to.
        unsafe { core::ptr::copy_nonoverlapping(text.as_ptr(), end, text.len()) };
    }

    /// Returns where `more` bytes go, which are then counted: the caller writes
    /// all of them, and with them text stays text.
    fn end(&mut self, more: usize) -> *mut u8 {
        let start = self.len;
        // Neither wraps: a text, like any object, has at most `isize::MAX`
        // bytes, and so has a block.
        let len = start + more;
        if len > self.room {
            let room = len.max(self.room * 2);
            self.start = self.call.get().arena().regrow(self.start, self.room, room);
            self.room = room;
        }
        self.len = len;
        // SAFETY: `len <= room`, so this is inside the block or at its end.
        unsafe { self.start.add(start) }
    }

    /// Appends a character. Costs a component about 90 bytes, where
    /// `push(letter.encode_utf8(..))` costs 200.
    #[inline(never)]
    pub fn push_char(&mut self, letter: char) {
        let mut rest = u32::from(letter);
        let mut following =
            usize::from(rest > 0x7F) + usize::from(rest > 0x7FF) + usize::from(rest > 0xFFFF);
        // The bits of the first byte that say how many follow.
        let first = 0xF0E0_C000_u32 >> (8 * following);
        let start = self.end(following + 1);
        while following > 0 {
            // SAFETY: `end` returned room for so many bytes behind the first.
            let place = unsafe { start.add(following) };
            // SAFETY: as above.
            unsafe { place.write(0x80 | rest as u8 & 0x3F) };
            rest >>= 6;
            following -= 1;
        }
        // SAFETY: `end` returned room for one byte at least.
        unsafe { start.write(first as u8 | rest as u8) };
    }

    /// Appends `text` as a JSON string, with quotation marks around it and
    /// escapes where JSON wants them (RFC 8259, section 7).
    #[inline(never)]
    pub fn push_json(&mut self, text: &str) {
        self.push("\"");
        self.push_escaped(text);
        self.push("\"");
    }

    /// Appends `text` as it stands between the quotation marks of a JSON string.
    pub fn push_escaped(&mut self, text: &str) {
        let (mut at, mut plain) = (0, "");
        'text: loop {
            plain_json(text, at, &mut plain);
            self.push(plain);
            at += plain.len();
            let Some(byte) = text.as_bytes().get(at) else {
                return;
            };
            at += 1;
            self.push("\\");
            for [letter, meaning] in &ESCAPES {
                if meaning == byte {
                    self.push_char(char::from(*letter));
                    continue 'text;
                }
            }
            self.push(if *byte < 16 { "u000" } else { "u001" });
            let low = byte & 15;
            self.push_char(char::from(low + if low < 10 { b'0' } else { b'a' - 10 }));
        }
    }

    /// Returns whether there is no text yet.
    pub const fn is_empty(&self) -> bool {
        self.len == 0
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

/// Returns the bytes from `from` to `to` of a text, where both are borders of
/// characters; else nothing.
#[inline(never)]
pub fn slice(text: &str, from: usize, to: usize) -> &str {
    if from <= to && is_border(text, from) && is_border(text, to) {
        // SAFETY: the text has both borders, in this order.
        unsafe { text.get_unchecked(from..to) }
    } else {
        ""
    }
}

/// Returns whether a character starts or the text ends here:
/// `str::is_char_boundary` with fewer comparisons.
#[inline(never)]
fn is_border(text: &str, at: usize) -> bool {
    match text.as_bytes().get(at) {
        // What follows the first byte of a character starts with the bits 10.
        Some(byte) => byte >> 6 != 0b10,
        None => at == text.len(),
    }
}

/// The letters of JSON's short escapes (RFC 8259, section 7), and what they mean.
pub(crate) const ESCAPES: [[u8; 2]; 8] = [
    *b"\"\"", *b"\\\\", *b"//", *b"b\x08", *b"f\x0C", *b"n\n", *b"r\r", *b"t\t",
];

/// Puts into `plain` the part of a text that stands for itself in a JSON string,
/// behind the first `from` bytes, of which the last, if any, is ASCII: up to a quotation
/// mark, a backslash or a control character.
#[inline(never)]
pub(crate) fn plain_json<'a>(text: &'a str, from: usize, plain: &mut &'a str) {
    // Readers stand behind a quotation mark or an escape here.
    let Some([] | [.., 0..0x80]) = text.as_bytes().get(..from) else {
        super::trap();
    };
    let mut to = from;
    while let Some(byte) = text.as_bytes().get(to) {
        if *byte < b' ' || *byte == b'"' || *byte == b'\\' {
            break;
        }
        to += 1;
    }
    // SAFETY: `from` is 0, or the text has the byte in front of it, which is ASCII;
    // at `to`, which is not smaller, it ends or has ASCII: both are borders.
    *plain = unsafe { text.get_unchecked(from..to) };
}
