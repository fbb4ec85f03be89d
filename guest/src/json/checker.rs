//! The checker of documents that are known when the component is compiled: the
//! rules of [`Reader`](super::reader::Reader), which is smaller but cannot be
//! called at that time.

use super::reader::{DEPTH, Open, Step};

/// A place in a document.
pub(super) struct Checker<'a> {
    text: &'a [u8],
    at: usize,
    open: Open,
}

impl<'a> Checker<'a> {
    /// Returns where `text` stops to be one JSON value with space around it;
    /// `None` where it is one.
    pub(super) const fn fault(text: &'a str) -> Option<usize> {
        let mut checker = Self::new(text);
        checker.space();
        if checker.value() {
            checker.space();
            if checker.at == text.len() {
                return None;
            }
        }
        Some(checker.at)
    }

    /// Returns whether `name` stands for itself between quotation marks.
    pub(super) const fn is_plain(name: &'a str) -> bool {
        let mut checker = Self::new(name);
        checker.plain();
        checker.at == name.len()
    }

    const fn new(text: &'a str) -> Self {
        Self {
            text: text.as_bytes(),
            at: 0,
            open: 1,
        }
    }

    /// Returns the byte here; 0, which stands nowhere in JSON, at the end.
    const fn byte(&self) -> u8 {
        if self.at < self.text.len() {
            self.text[self.at]
        } else {
            0
        }
    }

    /// Passes the byte here where it is this one.
    const fn pass(&mut self, byte: u8) -> bool {
        let here = self.byte() == byte;
        self.at += here as usize;
        here
    }

    /// Passes space.
    const fn space(&mut self) {
        while matches!(self.byte(), b' ' | b'\t' | b'\n' | b'\r') {
            self.at += 1;
        }
    }

    /// Passes space and the byte behind it where it is this one.
    const fn eat(&mut self, byte: u8) -> bool {
        self.space();
        self.pass(byte)
    }

    /// Passes the value here, all of it.
    const fn value(&mut self) -> bool {
        loop {
            match self.advance() {
                Step::Value => {}
                Step::End => return true,
                Step::Bad => return false,
            }
        }
    }

    /// Passes a value, or the beginning of one that has others in it, and goes on
    /// to the next.
    const fn advance(&mut self) -> Step {
        let byte = self.byte();
        let opens = byte | 0x20 == b'{';
        if opens {
            if self.open >> DEPTH != 0 {
                return Step::Bad;
            }
            self.open = self.open << 1 | (byte == b'{') as Open;
            self.at += 1;
        } else if !self.scalar() {
            return Step::Bad;
        }
        self.behind(opens)
    }

    /// Goes on to the next value from behind another one, or from behind the
    /// beginning of an object or array: `first`.
    const fn behind(&mut self, mut first: bool) -> Step {
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
                if object && !(self.string() && self.eat(b':')) {
                    return Step::Bad;
                }
                // No value starts as an end does: a comma has a value behind it.
                self.space();
                return Step::Value;
            }
            self.open >>= 1;
            first = false;
        }
    }

    /// Passes a value that has no others in it.
    const fn scalar(&mut self) -> bool {
        let word = match self.byte() {
            b'"' => return self.string(),
            b't' => b"true".as_slice(),
            b'f' => b"false",
            b'n' => b"null",
            _ => return self.number(),
        };
        let mut rest = word;
        while let [byte, behind @ ..] = rest {
            if !self.pass(*byte) {
                return false;
            }
            rest = behind;
        }
        true
    }

    /// Passes digits, one at least.
    const fn digits(&mut self) -> bool {
        let start = self.at;
        while self.byte().is_ascii_digit() {
            self.at += 1;
        }
        self.at != start
    }

    const fn number(&mut self) -> bool {
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

    /// Passes what stands for itself in a string.
    const fn plain(&mut self) {
        while !matches!(self.byte(), 0..0x20 | b'"' | b'\\') {
            self.at += 1;
        }
    }

    /// Passes a string.
    const fn string(&mut self) -> bool {
        if !self.pass(b'"') {
            return false;
        }
        loop {
            self.plain();
            if self.pass(b'"') {
                return true;
            }
            if self.escape().is_none() {
                return false;
            }
        }
    }

    /// Passes an escape. Returns the character that it stands for.
    const fn escape(&mut self) -> Option<char> {
        if !self.pass(b'\\') {
            return None;
        }
        let mut escapes = b"\"\"\\\\//b\x08f\x0Cn\nr\rt\t".as_slice();
        while let [letter, meaning, rest @ ..] = escapes {
            if self.pass(*letter) {
                return Some(*meaning as char);
            }
            escapes = rest;
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
    const fn unit(&mut self) -> u32 {
        let mut unit = self.pass(b'u') as u32;
        while unit != 0 && unit >> 16 == 0 {
            let byte = self.byte();
            let Some(digit) = (byte as char).to_digit(16) else {
                return u32::MAX;
            };
            unit = unit << 4 | digit;
            self.at += 1;
        }
        // Without `u` this is no character either.
        unit.wrapping_sub(0x1_0000)
    }
}
