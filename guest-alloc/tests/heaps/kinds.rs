//! The heaps, each with its memory.

use greentic_guest_alloc::Arena;
use greentic_guest_alloc::heap::{Blocks, Bump, Counted, FreeList, Regions, TABLE};

use crate::fake::watched::Watched;
use crate::fake::{BASE, Fake, LIMIT};
use crate::walker::walk;

/// A kind of heap.
pub(crate) trait Kind {
    type Heap: Blocks;

    /// The number of bytes that the heap's own records take from the start.
    const RECORDS: u32;

    fn heap(memory: Watched) -> Self::Heap;

    /// Looks whether the records are right; the blocks are these.
    fn check(_memory: &Watched, _blocks: &[u32]) {}
}

fn pointer(at: u32) -> *const u8 {
    std::ptr::without_provenance(at as usize)
}

pub(crate) struct OfBump;
pub(crate) struct OfCall;
pub(crate) struct OfFreeList;

impl Kind for OfBump {
    type Heap = Bump<Watched>;
    const RECORDS: u32 = 0;

    fn heap(memory: Watched) -> Self::Heap {
        // SAFETY: nobody else's addresses, and multiples of 16.
        let arena = unsafe { Arena::new(pointer(BASE), pointer(LIMIT), memory) };
        // SAFETY: made just now.
        unsafe { Bump::new(arena) }
    }
}

impl Kind for OfCall {
    type Heap = Counted<Watched>;
    const RECORDS: u32 = 0;

    fn heap(memory: Watched) -> Self::Heap {
        // SAFETY: made just now.
        unsafe { Counted::new(OfBump::heap(memory)) }
    }
}

impl Kind for OfFreeList {
    type Heap = FreeList<Watched>;
    const RECORDS: u32 = TABLE;

    fn heap(memory: Watched) -> Self::Heap {
        // SAFETY: nobody else's addresses, and multiples of 8.
        let regions = unsafe { Regions::new(pointer(BASE + TABLE), LIMIT - BASE - TABLE, memory) };
        // SAFETY: a fresh memory is zero.
        unsafe { FreeList::new(pointer(BASE), regions) }
    }

    fn check(memory: &Watched, blocks: &[u32]) {
        walk(memory, blocks);
    }
}

/// Makes a memory of at most `max_pages`, and a heap that begins in it.
pub(crate) fn fresh<K: Kind>(max_pages: u32) -> (Fake, Watched, K::Heap) {
    let fake = Fake::new(max_pages);
    let memory = Watched::new(&fake, BASE + K::RECORDS);
    let heap = K::heap(memory.clone());
    (fake, memory, heap)
}
