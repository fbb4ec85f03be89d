//! The reader: one strict pass over a document (RFC 8259), without recursion.

/// How many arrays and objects may stand in each other.
pub(super) const DEPTH: u32 = 63;

/// What a step in an object or array led to.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Step {
    /// Something that may not stand there.
    Bad,
    /// The end of the object or array, which is passed.
    End,
    /// A value, in front of which the reader is.
    Value,
}

/// A place in a document.
///
/// All of it is `const`: the same code reads what comes in and checks constants
/// when they are compiled.
#[derive(Clone, Copy, Debug)]
pub(super) struct Reader<'a> {
    pub(super) text: &'a [u8],
    pub(super) at: usize,
    /// Where the last name of a field starts.
    pub(super) name: usize,
}

impl Reader<'_> {
    /// Returns the byte here; 0, which stands nowhere in JSON, at the end.
    #[inline(never)]
    pub(super) const fn byte(&self) -> u8 {
        if self.at < self.text.len() {
            self.text[self.at]
        } else {
            0
        }
    }

    /// Passes the byte here where it is this one.
    #[inline(never)]
    pub(super) const fn pass(&mut self, byte: u8) -> bool {
        let here = self.byte() == byte;
        self.at += here as usize;
        here
    }

    /// Passes space.
    #[inline(never)]
    pub(super) const fn space(&mut self) {
        while matches!(self.byte(), b' ' | b'\t' | b'\n' | b'\r') {
            self.at += 1;
        }
    }

    /// Passes space and the byte behind it where it is this one.
    #[inline(never)]
    pub(super) const fn eat(&mut self, byte: u8) -> bool {
        self.space();
        self.pass(byte)
    }

    /// Goes on to the next value of an object or array, behind its name.
    #[inline(never)]
    pub(super) const fn step(&mut self, open: u8, first: bool) -> Step {
        // `{` and `}`, and `[` and `]`, are two apart.
        if self.eat(open + 2) {
            return Step::End;
        }
        if !first && !self.pass(b',') {
            return Step::Bad;
        }
        self.space();
        self.name = self.at;
        if open == b'{' && !(self.string() && self.eat(b':')) {
            return Step::Bad;
        }
        // No value starts as an end does: a comma has a value behind it.
        self.space();
        Step::Value
    }

    /// Passes the value that starts here.
    #[inline(never)]
    pub(super) const fn value(&mut self) -> bool {
        // A bit for each open object or array, below a one: is it an object?
        let mut open: u64 = 1;
        loop {
            let byte = self.byte();
            let mut first = byte | 0x20 == b'{';
            if first {
                if open >> DEPTH != 0 {
                    return false;
                }
                open = open << 1 | (byte == b'{') as u64;
                self.at += 1;
            } else if !self.scalar() {
                return false;
            }
            loop {
                if open == 1 {
                    return true;
                }
                match self.step(if open & 1 == 0 { b'[' } else { b'{' }, first) {
                    Step::Bad => return false,
                    Step::Value => break,
                    Step::End => open >>= 1,
                }
                first = false;
            }
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
    #[inline(never)]
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
    #[inline(never)]
    pub(super) const fn plain(&mut self) {
        while !matches!(self.byte(), 0..0x20 | b'"' | b'\\') {
            self.at += 1;
        }
    }

    /// Passes a string.
    #[inline(never)]
    pub(super) const fn string(&mut self) -> bool {
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
    #[inline(never)]
    pub(super) const fn escape(&mut self) -> Option<char> {
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
    #[inline(never)]
    const fn unit(&mut self) -> u32 {
        let mut unit = self.pass(b'u') as u32;
        while unit != 0 && unit >> 16 == 0 {
            let byte = self.byte();
            let mut digit = byte.wrapping_sub(b'0');
            if digit > 9 {
                digit = (byte | 0x20).wrapping_sub(b'a' - 10);
                if digit < 10 || digit > 15 {
                    return u32::MAX;
                }
            }
            unit = unit << 4 | digit as u32;
            self.at += 1;
        }
        // Without `u` this is no character either.
        unit.wrapping_sub(0x1_0000)
    }
}
