//! The order of the fields of a map that is being written.

use core::cell::Cell;

use super::order::{is_before, part};
use super::writer::Writer;

/// A field, and another one.
#[derive(Debug)]
struct Field<'a> {
    /// The start of the field, which is the start of its name.
    start: usize,
    /// The start of its value.
    value: usize,
    /// The end of the field.
    end: usize,
    next: Chain<'a>,
}

type Chain<'a> = Cell<Option<&'a Field<'a>>>;

/// The fields of a map that is being written, in whatever order: they are put
/// into the canonical one at its end, in time that grows with `n log n`.
#[derive(Debug)]
pub struct Fields<'a> {
    /// The start of the map.
    map: usize,
    count: u64,
    last: Option<&'a Field<'a>>,
    sorted: bool,
    /// The start of the next field's value.
    value: usize,
}

impl<'a> Fields<'a> {
    /// Starts a map.
    pub fn new(to: &mut Writer<'a>) -> Self {
        let map = to.bytes.len();
        to.head(5, 0);
        Self {
            map,
            count: 0,
            last: None,
            sorted: true,
            value: 0,
        }
    }

    /// Notes the end of the name of a field.
    pub fn named(&mut self, to: &Writer<'a>) {
        self.value = to.bytes.len();
    }

    /// Notes the end of a field.
    #[inline(never)]
    pub fn field(&mut self, to: &mut Writer<'a>) {
        let start = self.last.map_or(self.map + 1, |last| last.end);
        let (value, end) = (self.value, to.bytes.len());
        if let Some(last) = self.last {
            self.sorted &= is_before(to.bytes.so_far(), (last.start, last.value), (start, value));
        }
        let next = Cell::new(self.last);
        let field = to.call.get().arena().keep_cells(Field {
            start,
            value,
            end,
            next,
        });
        self.last = Some(field);
        self.count += 1;
    }

    /// Ends the map.
    #[inline(never)]
    pub fn finish(self, to: &mut Writer<'a>) {
        if self.sorted {
            to.count(self.map, self.count);
            return;
        }
        // Sorted runs of 2^n fields at most, at the index n.
        let mut runs = [None; u64::BITS as usize];
        let mut rest = self.last;
        let mut dropped = 0;
        while let Some(field) = rest {
            rest = field.next.take();
            let mut run = Some(field);
            for place in &mut runs {
                let Some(other) = place.take() else {
                    *place = run.take();
                    break;
                };
                run = merge(to.bytes.so_far(), Some(other), run, &mut dropped);
            }
        }
        let mut sorted = None;
        for run in runs {
            sorted = merge(to.bytes.so_far(), sorted, run, &mut dropped);
        }
        let unsorted = to.behind(self.map);
        to.bytes.truncate(self.map);
        to.head(5, self.count - dropped);
        let first = self.map + 1;
        while let Some(field) = sorted {
            to.bytes
                .push(part(unsorted, field.start - first, field.end - first));
            sorted = field.next.get();
        }
    }
}

/// Puts two sorted runs together. Of two fields of the same name the one that was
/// written later stays.
#[inline(never)]
fn merge<'a>(
    bytes: &[u8],
    mut left: Option<&'a Field<'a>>,
    mut right: Option<&'a Field<'a>>,
    dropped: &mut u64,
) -> Option<&'a Field<'a>> {
    let first = Cell::new(None);
    let mut end: &Chain<'a> = &first;
    while let (Some(a), Some(b)) = (left, right) {
        let (name_a, name_b) = ((a.start, a.value), (b.start, b.value));
        if is_before(bytes, name_a, name_b) {
            end.set(left);
            end = &a.next;
            left = a.next.get();
        } else if is_before(bytes, name_b, name_a) {
            end.set(right);
            end = &b.next;
            right = b.next.get();
        } else {
            *dropped += 1;
            if a.start < b.start {
                left = a.next.get();
            } else {
                right = b.next.get();
            }
        }
    }
    end.set(left.or(right));
    first.get()
}
