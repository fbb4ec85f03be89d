//! The reader: one pass over a document (RFC 8949), without recursion.

use super::float;
use super::order::{info, is_before, part};
use super::value::Document;
use crate::abi::from_utf8;

/// How many arrays and maps may stand in each other; a power of two but one.
pub(super) const DEPTH: usize = 63;

/// The first byte of a value that is not there: reserved (RFC 8949, section 3),
/// and of no type that anything asks for.
pub(super) const NONE: u8 = 0xFC;

/// The end of an array, a map or a string of no definite length.
const BREAK: u8 = 0xFF;

/// The additional information of what has no definite length.
pub(super) const INDEFINITE: u8 = 31;

/// Items that are due without end: no document has so many. The next bit says
/// that it is a map, the one below that the value of a name is due.
const MANY: usize = 1 << (usize::BITS - 1);

/// A place in a document, and the last item that was read.
#[derive(Clone, Copy, Debug)]
pub(super) struct Reader<'a> {
    pub(super) document: &'a Document<'a>,
    pub(super) at: usize,
    /// Whether strings are passed only: they were read before, or do not matter.
    pub(super) skips: bool,
    /// The first byte of the item behind its tags.
    pub(super) first: u8,
    /// The number in its head: a value, a length, or the bits of a float.
    pub(super) number: u64,
    /// What it is where it is a string that is not skipped: a part of the document
    /// where it stands in one piece, else a new one in the memory of the call.
    pub(super) bytes: &'a [u8],
}

impl<'a> Reader<'a> {
    /// Returns how many bytes there are from here on.
    #[inline(never)]
    pub(super) fn left(&self) -> usize {
        self.document.bytes.len().saturating_sub(self.at)
    }

    /// Returns the major type of the last item.
    pub(super) const fn major(&self) -> u8 {
        self.first >> 5
    }

    /// Returns the additional information of the last item.
    pub(super) const fn info(&self) -> u8 {
        self.first & 31
    }

    /// Passes a byte and returns it.
    #[inline(never)]
    fn bump(&mut self) -> u8 {
        let byte = self.document.byte(self.at);
        self.at += 1;
        byte
    }

    /// Passes a head.
    pub(super) fn head(&mut self) -> bool {
        self.first = self.bump();
        let info = self.info();
        self.number = info.into();
        if info >= 24 && info < 28 {
            self.number = 0;
            for _ in 0..1 << (info - 24) {
                self.number = self.number << 8 | u64::from(self.bump());
            }
        }
        !matches!(info, 28..31) && self.at <= self.document.bytes.len()
    }

    /// Returns whether an array or map ends here, and passes its end.
    #[inline(never)]
    pub(super) fn ends(&mut self, due: usize) -> bool {
        if due & (MANY | 1) == MANY && self.document.byte(self.at) == BREAK {
            self.at += 1;
            return true;
        }
        due == 0
    }

    /// Returns how many items the array or map has of which this was the head.
    pub(super) fn due(&self) -> usize {
        let map = self.major() & 1;
        if self.info() == INDEFINITE {
            MANY | usize::from(map) << 1
        } else {
            // Not more than there are bytes.
            (self.number as usize) << map
        }
    }

    /// Passes a value with its tags, of an array or map the head.
    #[inline(never)]
    pub(super) fn item(&mut self, strict: bool) -> bool {
        // The head of a string in chunks, while it is read.
        let mut string = 0;
        let mut whole = self.document.call.get().bytes();
        loop {
            if !self.head() || strict && !self.is_shortest() {
                return false;
            }
            let first = self.first;
            let indefinite = self.info() == INDEFINITE;
            if string != 0 {
                if first == BREAK {
                    self.first = string;
                    self.bytes = whole.finish();
                    return true;
                }
                if first ^ string >= 32 || indefinite {
                    return false;
                }
            }
            match self.major() {
                2 | 3 => {
                    if indefinite {
                        string = first;
                        continue;
                    }
                    if self.number > self.left() as u64 {
                        return false;
                    }
                    let start = self.at;
                    self.at += self.number as usize;
                    if self.skips {
                        if string != 0 {
                            continue;
                        }
                        return true;
                    }
                    self.bytes = part(self.document.bytes, start, self.at);
                    // Each chunk is text for itself (RFC 8949, section 3.2.3).
                    if first >= 0x60 && from_utf8(self.bytes).is_none() {
                        return false;
                    }
                    if string == 0 {
                        return true;
                    }
                    whole.push(self.bytes);
                }
                // There is a byte at least for each item, two for each entry.
                4 | 5 => return indefinite || self.number <= self.left() as u64 >> (self.major() & 1),
                6 if !indefinite => {}
                // A simple value has a byte of its own from 32 on.
                7 if self.info() == 24 => return self.number >= 32,
                _ => return !indefinite,
            }
        }
    }

    /// Returns whether the last head is the shortest that says the same.
    fn is_shortest(&self) -> bool {
        match self.first {
            // Simple values have one form each.
            0xE0..0xF9 => true,
            0xF9..=0xFB => {
                let bits = float::widen(self.info(), self.number);
                float::narrow(bits) == (self.info(), self.number)
            }
            _ => self.info() == info(self.number),
        }
    }

    /// Passes the value that starts here. Where it is none, the reader stays in
    /// front of the item that may not be there.
    ///
    /// A strict reader takes the one form only in which something can be said.
    #[inline(never)]
    pub(super) fn value(&mut self, strict: bool) -> bool {
        // How many items are due in each array or map. All stands in an array of
        // one item.
        let mut open = [1; DEPTH + 1];
        let mut depth = 0;
        // For each map the last name that had its value, and where the one behind
        // it starts; of an array no end.
        let mut names = [(0, 0, None); DEPTH + 1];
        loop {
            let start = self.at;
            let due = open[depth & DEPTH];
            if self.ends(due) {
                if depth == 0 {
                    return true;
                }
                depth -= 1;
                continue;
            }
            if strict {
                let (last, end, name) = &mut names[depth & DEPTH];
                if let Some(name) = name {
                    if due & 1 == 0 {
                        *name = start;
                    } else {
                        let bytes = self.document.bytes;
                        if !is_before(bytes, (*last, *end), (*name, start)) {
                            self.at = *name;
                            return false;
                        }
                        (*last, *end) = (*name, start);
                    }
                }
            }
            open[depth & DEPTH] = after(due);
            let mut fits = self.item(strict);
            if self.major() & 6 == 4 {
                fits &= depth < DEPTH;
                depth += 1;
                open[depth & DEPTH] = self.due();
                names[depth & DEPTH] = (0, 0, (self.major() == 5).then_some(0));
            }
            if !fits {
                self.at = start;
                return false;
            }
        }
    }
}

/// Returns how many items are due behind one more.
pub(super) const fn after(due: usize) -> usize {
    if due < MANY { due - 1 } else { due ^ (due >> 1 & 1) }
}
