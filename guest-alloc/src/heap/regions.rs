//! The regions from which heaps that free have their memory: a room, and then pages.

use crate::memory::{MAX_PAGES, Memory, PAGE, low};

/// The regions of a heap: first one that the linker made room for, then pages.
///
/// # Invariants
///
/// `room..room + room_size` belongs to the heap, and was not handed out.
#[derive(Debug)]
pub struct Regions<M> {
    room: *const u8,
    room_size: u32,
    pub(super) memory: M,
}

impl<M: Memory> Regions<M> {
    /// Makes regions of which the first is `room..room + room_size`.
    ///
    /// # Safety
    ///
    /// - `room` is an address in `memory`, more than 0, and `room + room_size < 2^31`.
    /// - Nobody else uses what lies there, as long as the heap is in use.
    #[allow(unsafe_code, reason = "who owns memory is the caller's word")]
    pub const unsafe fn new(room: *const u8, room_size: u32, memory: M) -> Self {
        Self {
            room,
            room_size,
            memory,
        }
    }

    /// Returns the beginning and the size of a region of at least `size` bytes that
    /// belongs to the heap from now on; size 0 where there is none. It ends below
    /// 2 GiB. Pages are where the memory ended, behind what others took.
    ///
    /// `size` is at most 2^32 less a page.
    pub fn take(&mut self, size: u32) -> (u32, u32) {
        // It is the first region or none: what is too small for one request is not
        // kept for another.
        let room = self.room_size;
        self.room_size = 0;
        if size <= room {
            // Exposed, because blocks are reached by their numbers.
            return (low(self.room.expose_provenance()), room);
        }
        let more = (size + (PAGE - 1)) >> PAGE.trailing_zeros();
        let pages = self.memory.pages();
        if pages + more >= MAX_PAGES || self.memory.grow(more).is_none() {
            return (0, 0);
        }
        (pages * PAGE, more * PAGE)
    }
}
