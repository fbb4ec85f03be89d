//! Where the heap of the crate `dlmalloc` has its memory from.

#![allow(unsafe_code, reason = "implements that crate's seam")]

use core::cell::RefCell;

use super::Regions;
use crate::memory::{Memory, PAGE};

/// The regions of a heap, as `dlmalloc` asks for them. It keeps a list of those that
/// do not follow on each other, so that others may take pages in between.
#[derive(Debug)]
pub struct Segments<M>(RefCell<Regions<M>>);

impl<M> Segments<M> {
    /// Makes segments of `regions`.
    pub const fn new(regions: Regions<M>) -> Self {
        Self(RefCell::new(regions))
    }
}

// SAFETY: each region is handed out once, belongs to the heap from then on, and is
// as large as is said; none is ever given back.
unsafe impl<M: Memory + Send> dlmalloc::Allocator for Segments<M> {
    fn alloc(&self, size: usize) -> (*mut u8, usize, u32) {
        todo!()
    }
}
