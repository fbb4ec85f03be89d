//! The reader: one strict pass over a document (RFC 8259), without recursion.

use super::value::Document;
use crate::abi::{ESCAPES, plain_json};

/// A bit for each array or object around a place, the innermost lowest, below a
/// one: is it an object?
#[cfg(not(feature = "json-deep"))]
pub(super) type Open = u64;
/// The same, for 127 of them: 100 bytes of code more.
#[cfg(feature = "json-deep")]
pub(super) type Open = u128;

/// The number of arrays and objects that may stand in each other.
pub(super) const DEPTH: u32 = Open::BITS - 1;

/// The result of a step in a document.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[repr(u32)]
pub(super) enum Step {
    /// Something that may not stand there.
    Bad,
    /// The end of the value in front of which the reader was made.
    End,
    /// A value in it, in front of which the reader is.
    Value,
}

/// A place in a document.
#[derive(Clone, Copy, Debug)]
pub(super) struct Reader<'a> {
    pub(super) document: &'a Document<'a>,
    pub(super) at: usize,
    /// The byte there; 0, which stands nowhere in JSON, at the end.
    pub(super) byte: u8,
    /// The arrays and objects around this place.
    pub(super) open: Open,
    /// The content of the last string that was to be kept: the name of the value here.
    pub(super) said: &'a str,
}

impl Reader<'_> {
    /// Passes so many bytes.
    #[inline(never)]
    pub(super) fn skip(&mut self, bytes: usize) {
        self.at += bytes;
        self.byte = self.document.byte(self.at);
    }

    /// Passes a byte.
    pub(super) fn bump(&mut self) {
        self.skip(1);
    }

    /// Passes the byte here where it is this one.
    pub(super) fn pass(&mut self, byte: u8) -> bool {
        self.pass_code(byte.into())
    }

    /// The same; nothing has to be cut off a whole word.
    #[inline(never)]
    fn pass_code(&mut self, byte: u32) -> bool {
        let here = u32::from(self.byte) == byte;
        if here {
            self.bump();
        }
        here
    }

    /// Passes space.
    #[inline(never)]
    pub(super) fn space(&mut self) {
        while matches!(self.byte, b' ' | b'\t' | b'\n' | b'\r') {
            self.bump();
        }
    }

    /// Passes space and the byte behind it where it is this one.
    #[inline(never)]
    fn eat(&mut self, byte: u32) -> bool {
        self.space();
        self.pass_code(byte)
    }

    /// Passes the value here, all of it.
    pub(super) fn value(&mut self) -> bool {
        self.next(1) == Step::End
    }

    /// Passes the value here, or its beginning where it has others in it, and so
    /// on to the next value for which [`open`](Self::open) is at most `within`: 3
    /// for those in the outermost one, 1 for none.
    pub(super) fn next(&mut self, within: Open) -> Step {
        loop {
            let mut first = self.byte | 0x20 == b'{';
            if first {
                if self.open >> DEPTH != 0 {
                    return Step::Bad;
                }
                self.open = self.open << 1 | Open::from(self.byte == b'{');
                self.bump();
            } else if !self.scalar() {
                return Step::Bad;
            }
            loop {
                if self.open == 1 {
                    return Step::End;
                }
                let object = self.open & 1 != 0;
                if !self.eat(if object { b'}' } else { b']' }.into()) {
                    if !first && !self.pass(b',') {
                        return Step::Bad;
                    }
                    self.space();
                    if object && !(self.string(true) && self.eat(b':'.into())) {
                        return Step::Bad;
                    }
                    // No value starts as an end does: a comma has a value behind it.
                    self.space();
                    break;
                }
                self.open >>= 1;
                first = false;
            }
            if self.open <= within {
                return Step::Value;
            }
        }
    }

    /// Passes a value that has no others in it.
    fn scalar(&mut self) -> bool {
        // A word as a number, so that it needs no data.
        let mut word = match self.byte {
            b'"' => return self.string(false),
            b't' => u32::from_le_bytes(*b"true"),
            b'f' => {
                self.bump();
                u32::from_le_bytes(*b"alse")
            }
            b'n' => u32::from_le_bytes(*b"null"),
            _ => return self.number(),
        };
        while word != 0 {
            if !self.pass_code(word & 0xFF) {
                return false;
            }
            word >>= 8;
        }
        true
    }

    /// Passes digits, one at least.
    #[inline(never)]
    fn digits(&mut self) -> bool {
        let mut some = false;
        // Of all bytes the digits alone differ from the first one in so little.
        while self.byte ^ b'0' < 10 {
            self.bump();
            some = true;
        }
        some
    }

    fn number(&mut self) -> bool {
        self.pass(b'-');
        if !self.pass(b'0') && !self.digits() {
            return false;
        }
        if self.pass(b'.') && !self.digits() {
            return false;
        }
        if self.byte | 0x20 == b'e' {
            self.bump();
            if !self.pass(b'+') {
                self.pass(b'-');
            }
            return self.digits();
        }
        true
    }

    /// Passes a string. What it says is [`said`](Self::said) if that is to be
    /// kept: a part of the document where it has no escapes, else a text in the
    /// memory of the call.
    #[inline(never)]
    pub(super) fn string(&mut self, keep: bool) -> bool {
        if !self.pass(b'"') {
            return false;
        }
        let mut text = self.document.call.get().text();
        loop {
            plain_json(self.document.text, self.at, &mut self.said);
            self.skip(self.said.len());
            if self.pass(b'"') {
                break;
            }
            let Some(letter) = self.escape() else {
                return false;
            };
            if keep {
                text.push(self.said);
                text.push_char(letter);
            }
        }
        if !text.is_empty() {
            text.push(self.said);
            self.said = text.finish();
        }
        true
    }

    /// Passes an escape. Returns the character that it stands for.
    fn escape(&mut self) -> Option<char> {
        if !self.pass(b'\\') {
            return None;
        }
        for [letter, meaning] in &ESCAPES {
            if self.pass(*letter) {
                return Some(char::from(*meaning));
            }
        }
        let mut code = self.unit();
        // Half a pair, which the other half follows.
        if code >> 10 == 0xD800 >> 10 && self.pass(b'\\') {
            let low = self.unit() ^ 0xDC00;
            if low > 0x3FF {
                return None;
            }
            // The sum of both, without what marks the first.
            code = (code << 10)
                .wrapping_add(low)
                .wrapping_sub((0xD800 << 10) - 0x1_0000);
        }
        char::from_u32(code)
    }

    /// Passes `u` and four digits. Returns the number, or one that is no
    /// character.
    #[inline(never)]
    fn unit(&mut self) -> u32 {
        if !self.pass(b'u') {
            return u32::MAX;
        }
        let mut unit = 1;
        while unit >> 16 == 0 {
            let byte = u32::from(self.byte);
            let mut digit = byte.wrapping_sub(u32::from(b'0'));
            if digit > 9 {
                digit = (byte | 0x20).wrapping_sub(u32::from(b'a'));
                if digit > 5 {
                    return u32::MAX;
                }
                digit += 10;
            }
            unit = unit << 4 | digit;
            self.bump();
        }
        unit & 0xFFFF
    }
}
