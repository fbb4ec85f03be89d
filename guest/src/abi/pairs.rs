//! Pairs of text that grow in number.

#![allow(
    unsafe_code,
    reason = "guards how many pairs were written and how much room there is"
)]

use super::{Str, Tuple2};
use crate::Call;
use crate::call::CallRef;

/// A list of headers, say, under construction in the memory of a call. Appending takes constant
/// time on average: it makes room for twice as many pairs whenever it has to move.
///
/// # Invariants
///
/// `start` is aligned for pairs. `len` is 0, or `start` is a block of the call of which the first
/// `len` pairs were written, with room for as many as the next power of two from `len` on: it
/// is full where `len` is one.
#[derive(Debug)]
pub(crate) struct Pairs<'a> {
    call: CallRef<'a>,
    start: *mut Tuple2<Str<'a>, Str<'a>>,
    len: usize,
}

impl<'a> Pairs<'a> {
    /// Makes a list without pairs, and without room.
    pub(crate) const fn new(call: &'a Call) -> Self {
        Self {
            call: CallRef::new(call),
            start: core::ptr::dangling_mut(),
            len: 0,
        }
    }

    /// Appends a pair.
    #[allow(
        clippy::inline_always,
        reason = "a call, and a number that is known when it is compiled"
    )]
    #[inline(always)]
    pub(crate) fn push(&mut self, name: &'a str, value: &'a str) {
        // SAFETY: the invariant.
        self.start = unsafe { pushed(self.call, self.start, self.len, name, value) };
        self.len += 1;
    }

    /// Returns the pairs so far.
    pub(crate) const fn get(&self) -> &[Tuple2<Str<'a>, Str<'a>>] {
        // SAFETY: the invariant; nobody changes them while the list is borrowed.
        unsafe { core::slice::from_raw_parts(self.start, self.len) }
    }
}

/// Writes a pair behind `len` others and returns where they begin now. All of its arguments and
/// its result are in locals, and the rest of a list is too.
///
/// # Safety
///
/// `start` and `len` are those of a list, which has the result in place of `start` from then on.
#[inline(never)]
unsafe fn pushed<'a>(
    call: CallRef<'a>,
    mut start: *mut Tuple2<Str<'a>, Str<'a>>,
    len: usize,
    name: &'a str,
    value: &'a str,
) -> *mut Tuple2<Str<'a>, Str<'a>> {
    type Pair<'a> = Tuple2<Str<'a>, Str<'a>>;
    // None yet, or a power of two of them: the block is full.
    if len & len.wrapping_sub(1) == 0 {
        let bytes = |pairs: usize| pairs * size_of::<Pair<'_>>();
        // Does not wrap: a block has at most `isize::MAX` bytes, so that there are addresses for
        // twice as many.
        let (old, new) = (bytes(len), bytes(len + len.max(1)));
        let arena = call.get().arena();
        let block = arena.regrow(align_of::<Pair<'_>>(), start.cast(), old, new);
        start = block.cast();
    }
    // SAFETY: inside the block, which was not full or is not any more.
    let end = unsafe { start.add(len) };
    // SAFETY: a place of the block, aligned for it, that nobody has a reference to.
    unsafe { end.write(Tuple2(Str::new(name), Str::new(value))) };
    start
}
