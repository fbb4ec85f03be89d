//! The reader: one pass over a document (RFC 8949), without recursion.

use super::float;
use super::order::{info, part};
use super::value::Document;
use super::walk::{Step, Walk};
use crate::abi::from_utf8;

/// The first byte of a value that is not there: reserved (RFC 8949, section 3),
/// and of no type that anything asks for.
pub(super) const NONE: u32 = 0xFC;

/// The end of an array, a map or a string of no definite length.
const BREAK: u32 = 0xFF;

/// The additional information of what has no definite length.
pub(super) const INDEFINITE: u32 = 31;

/// Items or chunks that are due without end: no document has so many. From the
/// third on the lowest bits are the head of what they are in, the second says that
/// it is a map, and the first that the value of a name is due.
pub(super) const MANY: usize = 1 << (usize::BITS - 1);

/// A place in a document, and the last item that was read.
#[derive(Clone, Copy, Debug)]
pub(super) struct Reader<'a> {
    pub(super) document: &'a Document<'a>,
    pub(super) at: usize,
    /// Whether text is passed only: it was read before, or does not matter.
    pub(super) skips: bool,
    /// The first byte of the item behind its tags.
    pub(super) first: u32,
    /// The number in its head: a value, a length, or the bits of a float.
    pub(super) number: u64,
}

impl<'a> Reader<'a> {
    /// Returns how many bytes there are from here on.
    pub(super) fn left(&self) -> usize {
        self.document.bytes.len().saturating_sub(self.at)
    }

    /// Returns the byte here.
    pub(super) fn byte(&self) -> u32 {
        self.document.byte(self.at)
    }

    /// Returns whether the last item has others in it, or chunks.
    pub(super) const fn opens(&self) -> bool {
        self.major() & 6 == 4 || self.info() == INDEFINITE
    }

    /// Returns the major type of the last item.
    pub(super) const fn major(&self) -> u32 {
        self.first >> 5
    }

    /// Returns the additional information of the last item.
    pub(super) const fn info(&self) -> u32 {
        self.first & 31
    }

    /// Passes a head.
    pub(super) fn head(&mut self) -> bool {
        let document = self.document;
        let first = document.byte(self.at);
        let info = first & 31;
        let mut number = u64::from(info);
        let mut at = self.at + 1;
        if matches!(info, 24..28) {
            number = 0;
            let end = at + (1 << (info - 24));
            while at < end {
                number = number << 8 | u64::from(document.byte(at));
                at += 1;
            }
        }
        (self.at, self.first, self.number) = (at, first, number);
        !matches!(info, 28..31) && at <= document.bytes.len()
    }

    /// Returns whether what has items or chunks ends here, and passes its end.
    pub(super) fn ends(&mut self, due: usize) -> bool {
        if due & (MANY | 1) == MANY && self.byte() == BREAK {
            self.at += 1;
            return true;
        }
        due == 0
    }

    /// Returns how many items are due behind this head, or how many chunks.
    pub(super) fn due(&self) -> usize {
        let map = self.major() == 5;
        if self.info() == INDEFINITE {
            MANY | (self.first as usize) << 2 | usize::from(map) << 1
        } else {
            // Not more than there are bytes.
            (self.number as usize) << u32::from(map)
        }
    }

    /// Passes a value with its tags; the head of what has items or chunks.
    #[inline(never)]
    pub(super) fn item(&mut self, strict: bool) -> bool {
        loop {
            if !self.head() || strict && !self.is_shortest() {
                return false;
            }
            let first = self.first;
            let indefinite = self.info() == INDEFINITE;
            if !matches!(first, 0x40..0xC0) {
                if matches!(first, 0xC0..0xDF) {
                    continue;
                }
                // A simple value has a byte of its own from 32 on.
                return !(indefinite || first == 0xF8 && self.number < 32);
            }
            if indefinite {
                return true;
            }
            // There is a byte at least for each item, two for each entry.
            let left = self.left() >> u32::from(first >= 0xA0);
            if self.number > left as u64 {
                return false;
            }
            if first < 0x80 {
                self.at += self.number as usize;
                return self.skips || first < 0x60 || from_utf8(self.string()).is_some();
            }
            return true;
        }
    }

    /// Returns what the string is that was passed last.
    #[inline(never)]
    pub(super) fn string(&self) -> &'a [u8] {
        part(
            self.document.bytes,
            self.at.wrapping_sub(self.number as usize),
            self.at,
        )
    }

    /// Returns whether the last head is the shortest that says the same.
    fn is_shortest(&self) -> bool {
        match self.first {
            // Simple values have one form each.
            0xE0..0xF9 => true,
            0xF9..=0xFB => {
                let info = self.first as u8 & 31;
                float::narrow(float::widen(info, self.number)) == (info, self.number)
            }
            _ => self.info() == u32::from(info(self.number)),
        }
    }

    /// Passes the value that starts here. Where it is none, the reader stays in
    /// front of the item that may not be there.
    ///
    /// A strict reader takes the one form only in which something can be said.
    pub(super) fn value(&mut self, strict: bool) -> bool {
        let mut walk = Walk::new(*self, false);
        let whole = walk.next(usize::MAX, strict) == Step::End;
        self.at = walk.reader.at;
        whole
    }
}

/// Returns how many items are due behind one more.
pub(super) const fn after(due: usize) -> usize {
    if due < MANY {
        due - 1
    } else {
        due ^ (due >> 1 & 1)
    }
}
