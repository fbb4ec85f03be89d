//! The heaps of a component, as global allocators.
//!
//! Each type stands for one static. Statics of heaps that a component does not choose
//! are not in it.

#![allow(unsafe_code, reason = "guards the statics that the heaps are")]
#![allow(
    clippy::cast_possible_truncation,
    reason = "pointers and sizes have 32 bits on wasm32"
)]

use core::alloc::{GlobalAlloc, Layout};
use core::ptr::with_exposed_provenance_mut;

use super::{Blocks, Bump, BumpHeap, CallHeap, Counted, FreeList, FreeListHeap, Regions, TABLE};
use crate::arena::{Arena, LEAST};
use crate::memory::LinearMemory;
use crate::one_thread::{OneThread, Room};

/// The memory of heaps: who asks for too much is told.
pub(super) const MEMORY: LinearMemory = LinearMemory { traps: false };

/// Of the heaps that are arenas: the least that an arena has. Beside the arena of the
/// calls that leaves 16 KiB of a page for stack and data.
const ARENA: usize = LEAST as usize;

/// Of the heaps that free. Beside the arena of the calls that leaves 24 KiB of a page.
pub(super) const ROOM: usize = 8 * 1024;

/// Makes a type the global allocator that it names, out of the function that makes
/// what its static is.
macro_rules! heap {
    ($name:ident: $heap:ty, $make:ident($room:ident)) => {
        impl $name {
            fn with<R>(f: impl FnOnce(&mut $heap) -> R) -> R {
                static FIRST: Room<$room> = Room::zeroed();
                // SAFETY: a static of which nobody else knows.
                static HEAP: OneThread<$heap> = OneThread::new(unsafe { $make(&FIRST) });
                // SAFETY: the methods below are the only callers. What they run are
                // methods of the heap, which call nothing but the memory's.
                unsafe { HEAP.with(f) }
            }
        }

        // SAFETY: what `Blocks` promises is what `GlobalAlloc` demands. Nothing unwinds.
        unsafe impl GlobalAlloc for $name {
            unsafe fn alloc(&self, layout: Layout) -> *mut u8 {
                // SAFETY: the caller's promise is the callee's demand.
                pointer($name::with(|heap| unsafe {
                    heap.alloc(layout.align() as u32, layout.size() as u32)
                }))
            }

            unsafe fn dealloc(&self, block: *mut u8, layout: Layout) {
                // SAFETY: the caller's promise is the callee's demand.
                $name::with(|heap| unsafe {
                    heap.dealloc(block.addr() as u32, layout.size() as u32);
                });
            }

            unsafe fn realloc(&self, old: *mut u8, layout: Layout, size: usize) -> *mut u8 {
                // SAFETY: the caller's promise is the callee's demand.
                pointer($name::with(|heap| unsafe {
                    heap.realloc(
                        old.addr() as u32,
                        layout.size() as u32,
                        layout.align() as u32,
                        size as u32,
                    )
                }))
            }
        }
    };
}

heap! { BumpHeap: Bump<LinearMemory>, bump(ARENA) }
heap! { CallHeap: Counted<LinearMemory>, counted(ARENA) }
heap! { FreeListHeap: FreeList<LinearMemory>, free_list(ROOM) }

/// Makes a heap of `first`.
///
/// # Safety
///
/// Nobody else uses that.
const unsafe fn bump(first: &'static Room<ARENA>) -> Bump<LinearMemory> {
    // SAFETY: a static, aligned to 16 with a size that is a multiple of that; linkers
    // put those far below 2^31, or fail.
    let arena = unsafe { Arena::new(first.start(), first.end(), MEMORY) };
    // SAFETY: made just now.
    unsafe { Bump::new(arena) }
}

/// Makes a heap of `first`.
///
/// # Safety
///
/// Nobody else uses that.
const unsafe fn counted(first: &'static Room<ARENA>) -> Counted<LinearMemory> {
    // SAFETY: the caller's promise is the callee's demand.
    let blocks = unsafe { bump(first) };
    // SAFETY: made just now.
    unsafe { Counted::new(blocks) }
}

/// Makes a heap of `first`.
///
/// # Safety
///
/// Nobody else uses that, and it is zero.
const unsafe fn free_list(first: &'static Room<ROOM>) -> FreeList<LinearMemory> {
    let table = first.start();
    // SAFETY: the rest of the same object.
    let rest = unsafe { table.add(TABLE as usize) };
    // SAFETY: linkers put statics far below 2^31, or fail. The room is aligned to
    // 16, and both parts are multiples of that.
    let regions = unsafe { Regions::new(rest, ROOM as u32 - TABLE, MEMORY) };
    // SAFETY: the other part, which is zero.
    unsafe { FreeList::new(table, regions) }
}

/// Returns the pointer to a block.
fn pointer(block: u32) -> *mut u8 {
    with_exposed_provenance_mut(block as usize)
}
