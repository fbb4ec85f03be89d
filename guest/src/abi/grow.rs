//! Lists that grow.

#![allow(unsafe_code, reason = "guards how many items were written")]

use core::mem::MaybeUninit;

use crate::Call;
use crate::call::CallRef;

/// A list under construction in the memory of a call. Appending takes constant time on
/// average: it doubles its room when it is full.
///
/// # Invariants
///
/// The first `len` places of the room were written to.
#[derive(Debug)]
pub(crate) struct Growing<'a, T> {
    call: CallRef<'a>,
    room: &'a mut [MaybeUninit<T>],
    len: usize,
}

impl<'a, T: Copy> Growing<'a, T> {
    /// Makes a list without items, and without room.
    pub(crate) fn new(call: &'a Call) -> Self {
        Self {
            call: CallRef::new(call),
            room: &mut [],
            len: 0,
        }
    }

    /// Appends an item.
    pub(crate) fn push(&mut self, item: T) {
        if self.len == self.room.len() {
            // Four to begin with: a request has two or three headers. No sum of this kind
            // wraps before the memory is full.
            let larger = self.call.get().arena().room(self.len * 2 + 4);
            for (to, from) in larger.iter_mut().zip(&*self.room) {
                *to = *from;
            }
            self.room = larger;
        }
        if let Some(place) = self.room.get_mut(self.len) {
            place.write(item);
            self.len += 1;
        }
    }

    /// Returns the items so far.
    pub(crate) fn get(&self) -> &[T] {
        // SAFETY: the invariant; nobody changes them while the list is borrowed, and `len` is at
        // most the length of the room, of which it counts places.
        unsafe { core::slice::from_raw_parts(self.room.as_ptr().cast(), self.len) }
    }
}
