//! The heap of the crate `dlmalloc`, with memory from where ours have theirs.
//!
//! Its own way to the memory begins with what the linker leaves free behind the data
//! on some targets and not on others, and a C library's `malloc` takes that too.

#![allow(
    unsafe_code,
    reason = "implements that crate's seam, and guards a static"
)]
#![allow(
    clippy::cast_possible_truncation,
    reason = "pointers and sizes have 32 bits on wasm32"
)]

use core::alloc::{GlobalAlloc, Layout};
use core::ptr::with_exposed_provenance_mut;

use dlmalloc::{Allocator, Dlmalloc};

use super::global::{MEMORY, ROOM};
use super::{DlmallocHeap, Regions};
use crate::memory::{LinearMemory, PAGE};
use crate::one_thread::{OneThread, Room};

impl DlmallocHeap {
    fn with<R>(f: impl FnOnce(&mut Dlmalloc<Segments>) -> R) -> R {
        static FIRST: Room<ROOM> = Room::new();
        static HEAP: OneThread<Dlmalloc<Segments>> = {
            // SAFETY: a static of which nobody else knows; linkers put statics far
            // below 2^31, or fail.
            let regions = unsafe { Regions::new(FIRST.start(), ROOM as u32, MEMORY) };
            let mut heap = Dlmalloc::new_with_allocator(Segments(OneThread::new(regions)));
            // What it asks for at least: less than the room, and than a page, which
            // is what it gets.
            assert!(heap.set_granularity(ROOM / 2));
            OneThread::new(heap)
        };
        // SAFETY: the methods below are the only callers. What they run are methods
        // of the heap, which call nothing but those of `Segments`.
        unsafe { HEAP.with(f) }
    }
}

// SAFETY: what `Dlmalloc` does is what `GlobalAlloc` demands. Nothing unwinds.
unsafe impl GlobalAlloc for DlmallocHeap {
    unsafe fn alloc(&self, layout: Layout) -> *mut u8 {
        // SAFETY: the caller's promise is the callee's demand.
        Self::with(|heap| unsafe { heap.malloc(layout.size(), layout.align()) })
    }

    unsafe fn dealloc(&self, block: *mut u8, layout: Layout) {
        // SAFETY: the caller's promise is the callee's demand.
        Self::with(|heap| unsafe { heap.free(block, layout.size(), layout.align()) });
    }

    unsafe fn realloc(&self, old: *mut u8, layout: Layout, size: usize) -> *mut u8 {
        // SAFETY: the caller's promise is the callee's demand.
        Self::with(|heap| unsafe { heap.realloc(old, layout.size(), layout.align(), size) })
    }
}

/// The regions of the heap. It keeps a list of those that do not follow on each
/// other, so that others may take pages in between.
struct Segments(OneThread<Regions<LinearMemory>>);

// SAFETY: there is one thread: see `OneThread`.
unsafe impl Send for Segments {}

// SAFETY: each region is handed out once, belongs to the heap from then on, and is
// as large as is said; none is ever given back.
unsafe impl Allocator for Segments {
    fn alloc(&self, size: usize) -> (*mut u8, usize, u32) {
        // SAFETY: what runs is a method of the regions, which calls nothing but the
        // memory's.
        let (start, len) = unsafe { self.0.with(|regions| regions.take(size as u32)) };
        (with_exposed_provenance_mut(start as usize), len as usize, 0)
    }

    fn remap(&self, _: *mut u8, _: usize, _: usize, _: bool) -> *mut u8 {
        core::ptr::null_mut()
    }

    fn free_part(&self, _: *mut u8, _: usize, _: usize) -> bool {
        false
    }

    fn free(&self, _: *mut u8, _: usize) -> bool {
        false
    }

    fn can_release_part(&self, _: u32) -> bool {
        false
    }

    fn allocates_zeros(&self) -> bool {
        // The room was not written to, but Rust does not know that.
        false
    }

    fn page_size(&self) -> usize {
        PAGE as usize
    }
}
