//! The reader: one strict pass over a document (RFC 8259), without recursion.

use super::value::Document;

/// How many arrays and objects may stand in each other: bits of
/// [`Reader::open`] below its one.
pub(super) const DEPTH: u32 = 63;

/// What a step in a document led to.
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
    /// A bit for each array or object around this place, the innermost lowest,
    /// below a one: is it an object?
    pub(super) open: u64,
    /// The name of the value here, if it has one.
    pub(super) name: &'a str,
}

impl<'a> Reader<'a> {
    /// Passes a byte.
    #[inline(never)]
    fn bump(&mut self) {
        self.at += 1;
        self.byte = self.document.byte(self.at);
    }

    /// Passes the byte here where it is this one.
    #[inline(never)]
    pub(super) fn pass(&mut self, byte: u8) -> bool {
        let here = self.byte == byte;
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
    fn eat(&mut self, byte: u8) -> bool {
        self.space();
        self.pass(byte)
    }

    /// Passes the value here, all of it.
    pub(super) fn value(&mut self) -> bool {
        self.next(1) == Step::End
    }

    /// Passes the value here, or its beginning where it has others in it, and so
    /// on to the next value for which [`open`](Self::open) is at most `within`: 3
    /// for those in the outermost one, 1 for none.
    #[inline(never)]
    pub(super) fn next(&mut self, within: u64) -> Step {
        loop {
            let mut first = self.byte | 0x20 == b'{';
            if first {
                if self.open >> DEPTH != 0 {
                    return Step::Bad;
                }
                self.open = self.open << 1 | u64::from(self.byte == b'{');
                self.bump();
            } else if !self.scalar() {
                return Step::Bad;
            }
            loop {
                if self.open == 1 {
                    return Step::End;
                }
                let object = self.open & 1 != 0;
                if !self.eat(if object { b'}' } else { b']' }) {
                    if !first && !self.pass(b',') {
                        return Step::Bad;
                    }
                    self.space();
                    if object {
                        match self.string(true) {
                            Some(name) if self.eat(b':') => self.name = name,
                            _ => return Step::Bad,
                        }
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
        let word = match self.byte {
            b'"' => return self.string(false).is_some(),
            b't' => "true",
            b'f' => "false",
            b'n' => "null",
            _ => return self.number(),
        };
        word.bytes().all(|byte| self.pass(byte))
    }

    /// Passes digits, one at least.
    #[inline(never)]
    fn digits(&mut self) -> bool {
        let start = self.at;
        while self.byte.is_ascii_digit() {
            self.bump();
        }
        self.at != start
    }

    fn number(&mut self) -> bool {
        self.pass(b'-');
        if !self.pass(b'0') && !self.digits() {
            return false;
        }
        if self.pass(b'.') && !self.digits() {
            return false;
        }
        if self.pass(b'e') || self.pass(b'E') {
            if !self.pass(b'+') {
                self.pass(b'-');
            }
            return self.digits();
        }
        true
    }

    /// Passes a string. Returns what it says if that is to be kept: a part of the
    /// document where it has no escapes, else a text in the memory of the call.
    #[inline(never)]
    pub(super) fn string(&mut self, keep: bool) -> Option<&'a str> {
        if !self.pass(b'"') {
            return None;
        }
        let mut text = self.document.call.get().text();
        loop {
            let start = self.at;
            while !matches!(self.byte, 0..0x20 | b'"' | b'\\') {
                self.bump();
            }
            let plain = crate::abi::slice(self.document.text, start, self.at);
            let end = self.pass(b'"');
            if end && text.is_empty() {
                return Some(plain);
            }
            if keep {
                text.push(plain);
            }
            if end {
                return Some(text.finish());
            }
            let letter = self.escape()?;
            if keep {
                text.push_char(letter);
            }
        }
    }

    /// Passes an escape. Returns the character that it stands for.
    fn escape(&mut self) -> Option<char> {
        if !self.pass(b'\\') {
            return None;
        }
        for (&letter, &meaning) in b"\"\\/bfnrt".iter().zip(b"\"\\/\x08\x0C\n\r\t") {
            if self.pass(letter) {
                return Some(char::from(meaning));
            }
        }
        let mut code = self.unit();
        // Half a pair, which the other half follows.
        if code >> 10 == 0xD800 >> 10 && self.pass(b'\\') {
            let low = self.unit() ^ 0xDC00;
            if low > 0x3FF {
                return None;
            }
            code = 0x1_0000 + ((code & 0x3FF) << 10) + low;
        }
        char::from_u32(code)
    }

    /// Passes `u` and four digits. Returns the number, or one that is no
    /// character.
    #[inline(never)]
    fn unit(&mut self) -> u32 {
        let mut unit = u32::from(self.pass(b'u'));
        while unit != 0 && unit >> 16 == 0 {
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
        // Without `u` this is no character either.
        unit.wrapping_sub(0x1_0000)
    }
}
