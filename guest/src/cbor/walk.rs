//! The way through a value, and all that stands in it, without recursion.

use super::order::is_before;
use super::reader::{MANY, Reader, after};

/// How many arrays, maps and strings in chunks may stand in each other; a power of
/// two but one.
pub(super) const DEPTH: usize = 63;

/// What a step led to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[repr(u32)]
pub(super) enum Step {
    /// Something that may not stand there.
    Bad,
    /// The end of the value in front of which the way began.
    End,
    /// A value in it, in front of which the reader is.
    Value,
}

/// A place on the way through a value.
#[derive(Clone, Debug)]
pub(super) struct Walk<'a> {
    pub(super) reader: Reader<'a>,
    /// Whether the value is a map.
    pub(super) map: bool,
    /// In how many others this place stands.
    pub(super) depth: usize,
    /// Where the last name is.
    pub(super) name: usize,
    /// Where the last value is that a step led to.
    pub(super) value: usize,
    /// How many items are due in the array or map in which this place stands.
    due: usize,
}

impl<'a> Walk<'a> {
    /// Returns the beginning of the way.
    pub(super) const fn new(reader: Reader<'a>, map: bool) -> Self {
        // All stands in an array of one item.
        Self {
            reader,
            map,
            depth: 0,
            name: 0,
            value: usize::MAX,
            due: 1,
        }
    }

    /// Passes the value here, of which the end is known.
    pub(super) fn skip(&mut self, end: usize) {
        self.reader.at = end;
        self.due = after(self.due);
    }

    /// Goes on to the next item of the array that this is, or to the next value if
    /// it is a map, where `within` is 1; to the end of all where it is larger.
    ///
    /// Where something may not be, the reader stays in front of it.
    #[inline(never)]
    pub(super) fn next(&mut self, within: usize, strict: bool) -> Step {
        // For each map the last name that had its value, and where the one behind
        // it starts; of an array no such start.
        let mut names = [(0, 0, None); DEPTH + 1];
        // How many items are due in each array or map. Between steps only the
        // outermost is open.
        let mut open = [0; DEPTH + 1];
        open[self.depth & DEPTH] = self.due;
        loop {
            let start = self.reader.at;
            let due = open[self.depth & DEPTH];
            self.due = due;
            if self.reader.ends(due) {
                if self.depth == 0 {
                    return Step::End;
                }
                self.depth -= 1;
                continue;
            }
            if self.depth == within && self.value != start {
                if self.map && due & 1 == 0 {
                    self.name = start;
                } else {
                    self.value = start;
                    return Step::Value;
                }
            }
            // Chunks are strings of the same type, of definite length and no tag.
            if due & (MANY | 0x200) == MANY
                && ((due >> 2 & 0xFF) as u32)
                    .wrapping_sub(self.reader.byte())
                    .wrapping_sub(1)
                    > 30
            {
                return Step::Bad;
            }
            if strict {
                let (last, end, name) = &mut names[self.depth & DEPTH];
                if let Some(name) = name {
                    if due & 1 == 0 {
                        *name = start;
                    } else {
                        let bytes = self.reader.document.bytes;
                        if !is_before(bytes, (*last, *end), (*name, start)) {
                            self.reader.at = *name;
                            return Step::Bad;
                        }
                        (*last, *end) = (*name, start);
                    }
                }
            }
            open[self.depth & DEPTH] = after(due);
            let mut fits = self.reader.item(strict);
            if self.reader.opens() {
                fits &= self.depth < DEPTH;
                self.depth += 1;
                open[self.depth & DEPTH] = self.reader.due();
                names[self.depth & DEPTH] = (0, 0, (self.reader.major() == 5).then_some(0));
            }
            if !fits {
                self.reader.at = start;
                return Step::Bad;
            }
        }
    }
}
