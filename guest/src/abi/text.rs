//! Text that grows.

#![allow(unsafe_code, reason = "guards that what was written is UTF-8")]

use core::fmt;

use super::Bytes;
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
/// The bytes are UTF-8.
///
/// ```
/// use greentic_guest::Call;
///
/// let call = Call::new();
/// let mut text = call.text();
/// assert!(text.is_empty());
/// text.push_json("a\"b");
/// text.push_char(':');
/// text.push_escaped("\n");
/// assert_eq!(text.finish(), r#""a\"b":\n"#);
/// ```
#[derive(Debug)]
pub struct Text<'a> {
    bytes: Bytes<'a>,
}

impl<'a> Text<'a> {
    pub(crate) const fn new(call: &'a Call) -> Self {
        Self {
            bytes: Bytes::new(call),
        }
    }

    /// Appends `text`.
    #[allow(clippy::inline_always, reason = "nothing but a call")]
    #[inline(always)]
    pub fn push(&mut self, text: &str) {
        self.bytes.push(text.as_bytes());
    }

    /// Appends a character. Costs a component about 90 bytes, where
    /// `push(letter.encode_utf8(..))` costs 200.
    #[inline(never)]
    pub fn push_char(&mut self, letter: char) {
        let code = u32::from(letter);
        let mut following =
            u32::from(code > 0x7F) + u32::from(code > 0x7FF) + u32::from(code > 0xFFFF);
        // The bits of the first byte that say how many follow. Each byte alone is
        // no text, all of them are.
        let first = 0xF0E0_C000 >> (8 * following);
        self.bytes
            .push_byte(low(first) | low(code >> (6 * following)));
        while following > 0 {
            following -= 1;
            self.bytes
                .push_byte(0x80 | low(code >> (6 * following)) & 0x3F);
        }
    }

    /// Appends `text`, each ASCII character of it as another one.
    pub(crate) fn push_mapped(&mut self, text: &str, map: impl Fn(u8) -> u8) {
        for byte in text.bytes() {
            // The bytes of all other characters stay as they are.
            let mapped = if byte.is_ascii() {
                map(byte) & 0x7F
            } else {
                byte
            };
            self.bytes.push_byte(mapped);
        }
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
            self.push("u00");
            self.push_char(char::from(b'0' + (byte >> 4)));
            let low = byte & 15;
            self.push_char(char::from(low + if low < 10 { b'0' } else { b'a' - 10 }));
        }
    }

    /// Returns whether there is no text yet.
    pub const fn is_empty(&self) -> bool {
        self.bytes.is_empty()
    }

    /// The text so far, for as long as the call lives.
    pub fn finish(self) -> &'a str {
        // SAFETY: the invariant.
        unsafe { core::str::from_utf8_unchecked(self.bytes.finish()) }
    }
}

/// Returns the lowest byte.
#[allow(clippy::cast_possible_truncation, reason = "what it is for")]
const fn low(number: u32) -> u8 {
    number as u8
}

impl fmt::Write for Text<'_> {
    fn write_str(&mut self, text: &str) -> fmt::Result {
        self.push(text);
        Ok(())
    }
}

/// Returns the bytes from `from` to `to` of a text, where both are borders of
/// characters; else nothing.
///
/// ```
/// use greentic_guest::abi::slice;
///
/// assert_eq!(slice("greeting", 0, 5), "greet");
/// ```
#[inline(never)]
pub fn slice(text: &str, from: usize, to: usize) -> &str {
    if from <= to && is_border(text, from) && is_border(text, to) {
        // SAFETY: the text has both borders, in this order.
        unsafe { text.get_unchecked(from..to) }
    } else {
        ""
    }
}

/// Returns what is in front of the first ASCII character that `separates`, and
/// what is behind it; all of the text and nothing where there is none.
pub(crate) fn split_ascii(text: &str, separates: impl Fn(u8) -> bool) -> (&str, Option<&str>) {
    let mut rest = text.as_bytes();
    while let [byte, behind @ ..] = rest {
        if byte.is_ascii() && separates(*byte) {
            let before = text.as_bytes().get(..text.len() - rest.len());
            // SAFETY: an ASCII character is one byte, which no other character
            // has: there is a border in front of it.
            let before = unsafe { core::str::from_utf8_unchecked(before.unwrap_or_default()) };
            // SAFETY: and one behind it.
            return (
                before,
                Some(unsafe { core::str::from_utf8_unchecked(behind) }),
            );
        }
        rest = behind;
    }
    (text, None)
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
/// behind the first `from` bytes: up to a quotation mark, a backslash or a control
/// character.
///
/// # Panics
///
/// When no character starts there, and the text does not end.
#[inline(never)]
pub(crate) fn plain_json<'a>(text: &'a str, from: usize, plain: &mut &'a str) {
    // What follows the first byte of a character starts with the bits 10.
    if matches!(
        text.as_bytes().get(from..),
        None | Some([0b1000_0000..0b1100_0000, ..])
    ) {
        super::trap();
    }
    let mut to = from;
    while let Some(byte) = text.as_bytes().get(to) {
        if *byte < b' ' || *byte == b'"' || *byte == b'\\' {
            break;
        }
        to += 1;
    }
    // SAFETY: `from` is a border; at `to`, which is not smaller, the text ends or has
    // ASCII: both are borders.
    *plain = unsafe { text.get_unchecked(from..to) };
}
