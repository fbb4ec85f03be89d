//! Heaps: global allocators for components whose authors want one.
//!
//! | kind | | frees |
//! | --- | --- | --- |
//! | [`Bump`] | a pointer that moves | never |
//! | [`Counted`] | the same, and how many blocks are alive | all, when none is; the last one |
//! | [`FreeList`] | lists of free blocks by size, merged with their neighbours | each block |
//! | `dlmalloc` | the crate of that name, on [`Regions`] | each block |
//!
//! A heap has a static of its own to begin with, of which no file holds a byte, and
//! then pages that it grows the memory by: the arena does the same, and so does any
//! other heap. None of them touches what another owns, because none takes what the
//! linker leaves free behind the data, and each looks where the memory ends before
//! it grows.
//!
//! Heaps and the arena share nothing. What a heap hands out is no part of a call: it
//! stays until it is freed, in a static from one call to the next.

#![allow(unsafe_code, reason = "declares what a heap promises")]

mod bump;
#[cfg(feature = "dlmalloc")]
#[cfg(target_family = "wasm")]
mod dlmalloc;
mod free_list;
#[cfg(target_family = "wasm")]
mod global;
mod kind;
mod regions;

pub use bump::{Bump, Counted};
pub use free_list::{FreeList, TABLE};
#[cfg(feature = "dlmalloc")]
pub use kind::DlmallocHeap;
pub use kind::{BumpHeap, CallHeap, FreeListHeap, Kind};
pub use regions::Regions;

/// A heap whose addresses have 32 bits.
///
/// # Safety
///
/// An implementation promises that every block which it hands out is `size` bytes of
/// its memory at a multiple of `align`, below 2^31 and not at 0, and that nobody else
/// gets any of them before the block is given back.
pub unsafe trait Blocks {
    /// Returns a block of `size` bytes whose address is a multiple of `align`; 0
    /// where the memory cannot be had.
    ///
    /// # Safety
    ///
    /// `align` is a power of two, and `size` rounded up to it is less than 2^31 and
    /// not 0: what `Layout` and `GlobalAlloc` hold.
    unsafe fn alloc(&mut self, align: u32, size: u32) -> u32;

    /// Gives a block of `size` bytes back.
    ///
    /// # Safety
    ///
    /// `block` is one of this heap with that size. It is given back for the first
    /// time, and nobody uses it any more.
    unsafe fn dealloc(&mut self, block: u32, size: u32);

    /// Returns a block of `size` bytes that begins with what `block` held, as far as
    /// both go, and gives that back; 0 where the memory cannot be had, and nothing
    /// has changed then.
    ///
    /// # Safety
    ///
    /// `block` is one of this heap with `old_size` bytes and the alignment `align`,
    /// which nobody uses any more unless the answer is 0. The rest is as for
    /// [`alloc`](Blocks::alloc).
    unsafe fn realloc(&mut self, block: u32, old_size: u32, align: u32, size: u32) -> u32;
}
