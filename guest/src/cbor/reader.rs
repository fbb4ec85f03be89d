//! The reader: one pass over a document (RFC 8949), without recursion.

use super::float;
use super::order::info;
use super::value::CborDocument;
use super::walk::{Walk, WalkStep};
use crate::abi::is_utf8;

/// The first byte of a value that is not there: reserved (RFC 8949, section 3),
/// and of no type that anything asks for.
pub(super) const NONE: u32 = 0xFC;

/// The end of an array, a map or a string of no definite length.
const BREAK: u32 = 0xFF;

/// The additional information of what has no definite length.
pub(super) const INDEFINITE: u32 = 31;

/// The count for [`Walk`] in an array without an end.
const ARRAY: usize = 1;

/// The count in a map without an end, which is more than any document has.
const MAP: usize = !2;

/// A place in a document, and the last item that was read.
#[derive(Clone, Copy, Debug)]
pub(super) struct CborReader<'a> {
    pub(super) document: &'a CborDocument<'a>,
    pub(super) at: usize,
    /// The first byte of the item behind its tags.
    pub(super) first: u32,
    /// The number in its head: a value, a length, or the bits of a float.
    pub(super) number: u64,
    /// The content of the last string that was to be kept.
    pub(super) said: &'a [u8],
}

impl<'a> CborReader<'a> {
    /// Returns the bytes from here on.
    pub(super) fn rest(&self) -> &'a [u8] {
        self.document.bytes.get(self.at..).unwrap_or_default()
    }

    /// Returns the byte here.
    pub(super) fn byte(&self) -> u32 {
        self.document.byte(self.at)
    }

    /// Returns whether the last item has others in it.
    pub(super) const fn opens(&self) -> bool {
        self.major() & 6 == 4
    }

    /// Returns the major type of the last item.
    pub(super) const fn major(&self) -> u32 {
        self.first >> 5
    }

    /// Returns the additional information of the last item.
    pub(super) const fn info(&self) -> u32 {
        self.first & 31
    }

    /// Passes a head. Returns the bytes behind it.
    pub(super) fn head(&mut self) -> Option<&'a [u8]> {
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
        if matches!(info, 28..31) {
            return None;
        }
        document.bytes.get(at..)
    }

    /// Returns whether what has items ends here, and passes its end.
    pub(super) fn ends(&mut self, due: usize) -> bool {
        if due & 3 == 1 && self.byte() == BREAK {
            self.at += 1;
            return true;
        }
        due == 0
    }

    /// Returns what is due behind this head: two for each item, so that the second
    /// bit from below says in a map that it is the value of a name. It is odd where
    /// there is no end.
    pub(super) fn due(&self) -> usize {
        let map = self.major() == 5;
        if self.info() == INDEFINITE {
            if map { MAP } else { ARRAY }
        } else {
            // Not more than twice as many as there are bytes.
            (self.number as usize) << (1 + u32::from(map))
        }
    }

    /// Passes a value with its tags; the head of what has items. What a string is
    /// becomes [`said`](Self::said): a part of the document where it stands in one
    /// piece, else bytes in the memory of the call if it is to be kept.
    ///
    /// Where something may not be, the reader stays in front of it.
    #[inline(never)]
    pub(super) fn item(&mut self, strict: bool, keep: bool) -> bool {
        let mut whole = self.document.call.get().bytes();
        // The first byte of a string in chunks.
        let mut chunks = 0;
        'items: loop {
            let start = self.at;
            'bad: {
                let Some(rest) = self.head() else {
                    break 'bad;
                };
                let first = self.first;
                if strict && !self.is_shortest() {
                    break 'bad;
                }
                if chunks > 0 {
                    if first == BREAK {
                        self.first = chunks;
                        self.said = whole.finish();
                        return true;
                    }
                    // Strings of the same type, of definite length and no tag.
                    if (first ^ chunks).wrapping_sub(1) > 30 {
                        break 'bad;
                    }
                }
                let many = self.info() == INDEFINITE;
                if !matches!(first, 0x40..0xC0) {
                    if many {
                        break 'bad;
                    }
                    if self.major() == 6 {
                        continue 'items;
                    }
                    // A simple value has a byte of its own from 32 on.
                    if first == 0xF8 && self.number < 32 {
                        break 'bad;
                    }
                    return true;
                }
                if many {
                    if self.opens() {
                        return true;
                    }
                    chunks = first;
                    continue 'items;
                }
                let Some(part) = part(rest, self.number) else {
                    break 'bad;
                };
                if self.opens() {
                    // There are two bytes at least for each entry.
                    if first >= 0xA0 && part.len() > rest.len() / 2 {
                        break 'bad;
                    }
                    return true;
                }
                if first >= 0x60 && !is_utf8(part) {
                    break 'bad;
                }
                self.at += part.len();
                if chunks == 0 {
                    self.said = part;
                    return true;
                }
                if keep {
                    whole.push(part);
                }
                continue 'items;
            }
            self.at = start;
            return false;
        }
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
    #[inline(never)]
    pub(super) fn value(&mut self, strict: bool) -> bool {
        Walk::new(false).next(self, usize::MAX, strict) == WalkStep::End
    }
}

/// Returns the first bytes, so many.
fn part(bytes: &[u8], length: u64) -> Option<&[u8]> {
    bytes.get(..usize::try_from(length).ok()?)
}

/// Returns what is due behind one more item.
pub(super) const fn after(due: usize) -> usize {
    if due == ARRAY { due } else { due - 2 }
}
