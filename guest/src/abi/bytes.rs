//! Bytes that grow.

#![allow(
    unsafe_code,
    reason = "guards how many bytes were written and how much room there is"
)]

use crate::Call;
use crate::call::CallRef;

/// Bytes under construction in the memory of a call.
///
/// Appending takes constant time on average, also when several of them grow at
/// once: each doubles its room when it has to move.
///
/// ```
/// # let call = greentic_guest::Call::new();
/// let mut bytes = call.bytes();
/// bytes.push(b"ab");
/// bytes.push_byte(3);
/// assert_eq!(bytes.finish(), b"ab\x03");
/// ```
///
/// # Invariants
///
/// `start` is a block of the call with room for `room` bytes, or `room` is 0;
/// the first `len <= room` of them were written.
#[derive(Debug)]
pub struct Bytes<'a> {
    call: CallRef<'a>,
    start: *mut u8,
    len: usize,
    room: usize,
}

impl<'a> Bytes<'a> {
    pub(crate) const fn new(call: &'a Call) -> Self {
        Self {
            call: CallRef::new(call),
            start: core::ptr::dangling_mut(),
            len: 0,
            room: 0,
        }
    }

    /// Appends `bytes`.
    #[inline(never)]
    pub fn push(&mut self, bytes: &[u8]) {
        let end = self.end(bytes.len());
        // SAFETY: there is room for the bytes, and they are not in the block,
        // which nobody has a reference to.
        unsafe { core::ptr::copy_nonoverlapping(bytes.as_ptr(), end, bytes.len()) };
    }

    /// Appends one byte.
    #[inline(never)]
    pub fn push_byte(&mut self, byte: u8) {
        let end = self.end(1);
        // SAFETY: there is room for a byte.
        unsafe { end.write(byte) };
    }

    /// Returns where `more` bytes go, which are then counted: the caller writes
    /// all of them.
    fn end(&mut self, more: usize) -> *mut u8 {
        let start = self.len;
        // Neither wraps: bytes, like any object, are at most `isize::MAX`, and
        // so is a block.
        let len = start + more;
        if len > self.room {
            let room = len.max(self.room * 2);
            self.start = self
                .call
                .get()
                .arena()
                .regrow(1, self.start, self.room, room);
            self.room = room;
        }
        self.len = len;
        // SAFETY: `len <= room`, so this is inside the block or at its end.
        unsafe { self.start.add(start) }
    }

    /// Returns how many bytes there are.
    ///
    /// ```
    /// use greentic_guest::Call;
    ///
    /// let call = Call::new();
    /// let mut bytes = call.bytes();
    /// assert!(bytes.is_empty());
    /// bytes.push(b"ab");
    /// assert_eq!(bytes.len(), 2);
    /// ```
    pub const fn len(&self) -> usize {
        self.len
    }

    /// Returns whether there are no bytes yet.
    ///
    /// ```
    /// use greentic_guest::Call;
    ///
    /// let call = Call::new();
    /// assert!(call.bytes().is_empty());
    /// ```
    pub const fn is_empty(&self) -> bool {
        self.len == 0
    }

    /// Returns the bytes so far, to read and to change.
    #[cfg(feature = "cbor")]
    pub(crate) fn so_far(&mut self) -> &mut [u8] {
        // SAFETY: the invariant; nobody else has a reference to the block.
        unsafe { core::slice::from_raw_parts_mut(self.start, self.len) }
    }

    /// Drops all but the first `len` bytes.
    #[cfg(feature = "cbor")]
    pub(crate) fn truncate(&mut self, len: usize) {
        self.len = self.len.min(len);
    }

    /// Returns the bytes so far, for as long as the call lives.
    pub fn finish(self) -> &'a [u8] {
        // SAFETY: the invariant; the block is given away with `self`.
        unsafe { core::slice::from_raw_parts(self.start, self.len) }
    }
}
