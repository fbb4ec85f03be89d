//! The reader: one pass over a document (RFC 8949), without recursion.

use super::float;
use crate::abi::from_utf8;

/// How many arrays and maps may stand in each other; a power of two but one.
pub(super) const DEPTH: usize = 63;

/// The first byte of a value that is not there: reserved (RFC 8949, section 3),
/// and of no type that anything asks for.
pub(super) const NONE: u8 = 0xFC;

/// The end of an array, a map or a string of no definite length.
pub(super) const BREAK: u8 = 0xFF;

/// The additional information of what has no definite length.
pub(super) const INDEFINITE: u8 = 31;

/// What has no definite length counts down from here: no document is so long.
pub(super) const MANY: u64 = 1 << 63;

/// What a document is held to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[repr(u8)]
pub(super) enum Rules {
    /// Nothing: it was read before.
    Known,
    /// Well-formed, and text is UTF-8.
    Lenient,
    /// Deterministic besides: the one form in which this can be said.
    Strict,
}

/// A place in a document, and the last head that was read.
///
/// All of it is `const`: the same code reads what comes in and sorts constants
/// when they are compiled.
#[derive(Clone, Copy, Debug)]
pub(super) struct Reader<'a> {
    pub(super) bytes: &'a [u8],
    pub(super) at: usize,
    /// The first byte of the last head.
    pub(super) first: u8,
    /// The number in the last head: a value, a length, a tag, or the bits of a
    /// float.
    pub(super) number: u64,
}

impl<'a> Reader<'a> {
    pub(super) const fn new(bytes: &'a [u8], at: usize) -> Self {
        Self {
            bytes,
            at,
            first: NONE,
            number: 0,
        }
    }

    /// Returns the byte here; [`NONE`] at the end.
    pub(super) const fn byte(&self) -> u8 {
        if self.at < self.bytes.len() {
            self.bytes[self.at]
        } else {
            NONE
        }
    }

    /// Returns how many bytes there are from here on.
    pub(super) const fn left(&self) -> u64 {
        self.bytes.len().saturating_sub(self.at) as u64
    }

    /// Returns the major type of the last head.
    pub(super) const fn major(&self) -> u8 {
        self.first >> 5
    }

    /// Returns the additional information in the last head.
    pub(super) const fn info(&self) -> u8 {
        self.first & 31
    }

    /// Passes a head.
    #[inline(never)]
    pub(super) const fn head(&mut self) -> bool {
        self.first = self.byte();
        let info = self.info();
        self.number = info as u64;
        let mut more = match info {
            0..24 | INDEFINITE => 0,
            24..28 => 1_u8 << (info - 24),
            _ => return false,
        };
        self.at += 1;
        if more > 0 {
            self.number = 0;
        }
        while more > 0 {
            if self.at >= self.bytes.len() {
                return false;
            }
            self.number = self.number << 8 | self.byte() as u64;
            self.at += 1;
            more -= 1;
        }
        true
    }

    /// Returns whether the last head is the shortest that says the same.
    const fn is_shortest(&self) -> bool {
        match self.first {
            // Simple values have one form each.
            0xE0..0xF9 => true,
            0xF9..=0xFB => {
                let bits = float::widen(self.info(), self.number);
                let (info, number) = float::narrow(bits);
                info == self.info() && number == self.number
            }
            _ => self.info() == info(self.number),
        }
    }

    /// Passes what follows the head of a string.
    #[inline(never)]
    const fn string(&mut self, rules: Rules) -> bool {
        let major = self.major();
        let chunks = self.info() == INDEFINITE;
        loop {
            if chunks {
                if self.byte() == BREAK {
                    self.at += 1;
                    return true;
                }
                if !self.head() || self.major() != major || self.info() == INDEFINITE {
                    return false;
                }
            }
            if self.number > self.left() {
                return false;
            }
            let start = self.at;
            self.at += self.number as usize;
            // Each chunk is text for itself (RFC 8949, section 3.2.3).
            if rules as u8 != Rules::Known as u8
                && major == 3
                && from_utf8(part(self.bytes, start, self.at)).is_none()
            {
                return false;
            }
            if !chunks {
                return true;
            }
        }
    }

    /// Passes a value, of an array or map the head.
    #[inline(never)]
    const fn item(&mut self, rules: Rules) -> bool {
        loop {
            if !self.head() || rules as u8 == Rules::Strict as u8 && !self.is_shortest() {
                return false;
            }
            let indefinite = self.info() == INDEFINITE;
            match self.major() {
                2 | 3 => return self.string(rules),
                // There is a byte at least for each item, two for each entry.
                4 | 5 => return indefinite || self.number <= self.left() >> (self.major() & 1),
                6 if !indefinite => {}
                // A simple value has a byte of its own from 32 on.
                7 if self.info() == 24 => return self.number >= 32,
                _ => return !indefinite,
            }
        }
    }

    /// Passes the value that starts here. Where it is none, the reader stays in
    /// front of the item that may not be there.
    #[inline(never)]
    pub(super) const fn value(&mut self, rules: Rules) -> bool {
        let strict = rules as u8 == Rules::Strict as u8;
        // For each array or map how many items are due: in an array twice their
        // number, in a map one more than twice the number of names and values,
        // so that the lowest bits are 01 where a name is due and 11 where its
        // value is. All stands in an array of one item.
        let mut open = [0; DEPTH + 1];
        open[0] = 2;
        let mut depth = 0;
        // For each map the last name that had its value, and the one behind it.
        let mut last = [(0, 0); DEPTH + 1];
        let mut names = [0; DEPTH + 1];
        loop {
            let start = self.at;
            let due = open[depth & DEPTH];
            if due < 2 {
                if depth == 0 {
                    return true;
                }
                depth -= 1;
                continue;
            }
            if due >> 62 != 0 && due & 3 != 3 && self.byte() == BREAK {
                self.at += 1;
                open[depth & DEPTH] = 0;
                continue;
            }
            if strict {
                if due & 3 == 1 {
                    names[depth & DEPTH] = start;
                } else if due & 3 == 3 {
                    let name = (names[depth & DEPTH], start);
                    if !is_before(self.bytes, last[depth & DEPTH], name) {
                        self.at = name.0;
                        return false;
                    }
                    last[depth & DEPTH] = name;
                }
            }
            let mut fits = self.item(rules);
            open[depth & DEPTH] = due - 2;
            if matches!(self.major(), 4 | 5) {
                fits &= depth < DEPTH;
                depth += 1;
                let map = self.major() & 1;
                let due = if self.info() == INDEFINITE {
                    MANY
                } else {
                    self.number << (map + 1)
                };
                open[depth & DEPTH] = due | map as u64;
                last[depth & DEPTH] = (0, 0);
            }
            if !fits {
                self.at = start;
                return false;
            }
        }
    }
}

/// Returns the additional information of the shortest head with this number.
pub(super) const fn info(number: u64) -> u8 {
    match number {
        0..24 => number as u8,
        24..0x100 => 24,
        0x100..0x1_0000 => 25,
        0x1_0000..0x1_0000_0000 => 26,
        _ => 27,
    }
}

/// Returns whether the name at one place stands in front of that at another in a
/// map: the shorter first, then byte by byte (RFC 8949, section 4.2.3).
pub(super) const fn is_before(bytes: &[u8], left: (usize, usize), right: (usize, usize)) -> bool {
    let mut left = part(bytes, left.0, left.1);
    let mut right = part(bytes, right.0, right.1);
    if left.len() != right.len() {
        return left.len() < right.len();
    }
    while let ([a, left_rest @ ..], [b, right_rest @ ..]) = (left, right) {
        if *a != *b {
            return *a < *b;
        }
        left = left_rest;
        right = right_rest;
    }
    false
}

/// Returns the bytes from one place to another; nothing where there are none.
pub(super) const fn part(bytes: &[u8], from: usize, to: usize) -> &[u8] {
    if let Some((bytes, _)) = bytes.split_at_checked(to)
        && let Some((_, bytes)) = bytes.split_at_checked(from)
    {
        return bytes;
    }
    &[]
}
