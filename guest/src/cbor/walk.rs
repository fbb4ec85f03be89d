//! The way through a value, and all that stands in it, without recursion.

use super::order::is_before;
use super::reader::{CborReader, after};

/// The number of arrays and maps that may stand in each other; a power of two but one.
pub(super) const DEPTH: usize = 63;

/// The result of a step.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[repr(u32)]
pub(super) enum WalkStep {
    /// Something that may not stand there.
    Bad,
    /// The end of the value in front of which the way began.
    End,
    /// A value in it, in front of which the reader is.
    Value,
}

/// The way of a reader through a value.
#[derive(Clone, Debug)]
pub(super) struct Walk {
    /// `true` if the value is a map.
    pub(super) map: bool,
    /// In how many others the reader stands.
    pub(super) depth: usize,
    /// The place of the last name.
    pub(super) name: usize,
    /// The place of the last value that a step led to.
    pub(super) value: usize,
    /// The count down to the end of the array or map in which the reader stands.
    due: usize,
}

impl Walk {
    /// Returns the beginning of the way.
    pub(super) const fn new(map: bool) -> Self {
        // All stands in an array of one item.
        Self {
            map,
            depth: 0,
            name: 0,
            value: usize::MAX,
            due: 2,
        }
    }

    /// Returns what the name of the value here says, where it is text.
    pub(super) fn said<'a>(&self, reader: &CborReader<'a>) -> Option<&'a [u8]> {
        (reader.document.byte(self.name) >> 5 == 3).then_some(reader.said)
    }

    /// Leads the reader to the next item of the array that this is, or to the next
    /// value if it is a map, where `within` is 1; to the end of all where it is
    /// larger.
    ///
    /// Where something may not be, the reader stays in front of it.
    pub(super) fn next(
        &mut self,
        reader: &mut CborReader<'_>,
        within: usize,
        strict: bool,
    ) -> WalkStep {
        // For each map the last name that had its value, and where the one behind
        // it starts; of an array no such start.
        let mut names = [(0, 0, None); DEPTH + 1];
        // What is due in each array or map around the innermost. Between steps there
        // is the outermost only, in which nothing is.
        let mut open = [0; DEPTH];
        loop {
            let start = reader.at;
            if reader.ends(self.due) {
                if self.depth == 0 {
                    return WalkStep::End;
                }
                self.depth -= 1;
                self.due = open.get(self.depth).copied().unwrap_or_default();
                continue;
            }
            let at_name = self.due & 2 == 0;
            let mut keep = false;
            if self.depth == within {
                let document = reader.document;
                if self.value != start {
                    keep = self.map && at_name;
                    if keep {
                        self.name = start;
                    } else {
                        self.value = start;
                        return WalkStep::Value;
                    }
                } else if document.start.get() == start {
                    // What was read to its end since the last step is not read again.
                    reader.at = document.end.get();
                    self.due = after(self.due);
                    continue;
                }
            }
            if strict {
                let (last, end, name) = &mut names[self.depth & DEPTH];
                if let Some(name) = name {
                    if at_name {
                        *name = start;
                    } else {
                        let bytes = reader.document.bytes;
                        if !is_before(bytes, (*last, *end), (*name, start)) {
                            reader.at = *name;
                            return WalkStep::Bad;
                        }
                        (*last, *end) = (*name, start);
                    }
                }
            }
            self.due = after(self.due);
            if !reader.item(strict, keep) {
                return WalkStep::Bad;
            }
            if reader.opens() {
                let Some(place) = open.get_mut(self.depth) else {
                    reader.at = start;
                    return WalkStep::Bad;
                };
                *place = self.due;
                self.depth += 1;
                self.due = reader.due();
                names[self.depth & DEPTH] = (0, 0, (reader.major() == 5).then_some(0));
            }
        }
    }
}
