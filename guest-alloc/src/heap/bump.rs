//! The heaps `bump` and `call`: an arena, and what is taken back of it.

#![allow(unsafe_code, reason = "memory is taken back")]

use super::Blocks;
use crate::arena::{Arena, MAX_ALIGN};
use crate::memory::Memory;

/// Memory that is handed out by moving a pointer, and never taken back but where the
/// last block shrinks.
#[derive(Debug)]
pub struct Bump<M>(Arena<M>);

impl<M: Memory> Bump<M> {
    /// Makes a heap that hands out what `arena` has.
    ///
    /// # Safety
    ///
    /// Nothing was handed out of it.
    pub const unsafe fn new(arena: Arena<M>) -> Self {
        Self(arena)
    }
}

// SAFETY: blocks are those of an arena, or parts of them, which are never given to
// anybody else.
unsafe impl<M: Memory> Blocks for Bump<M> {
    unsafe fn alloc(&mut self, align: u32, size: u32) -> u32 {
        // No component has this in it that does not ask for such alignments: the
        // compiler sees all that are asked for.
        if align > MAX_ALIGN {
            // Less than 2^32 bytes: each is at most 2^31, and one is less.
            //
            // SAFETY: no old block, and the largest alignment.
            let start = unsafe { self.0.realloc(0, 0, MAX_ALIGN, size + (align - MAX_ALIGN)) };
            // 0 stays 0. What is skipped is at most what was asked for on top.
            return (start + (align - 1)) & align.wrapping_neg();
        }
        // SAFETY: no old block, and the rest is the caller's promise.
        unsafe { self.0.realloc(0, 0, align, size) }
    }

    unsafe fn dealloc(&mut self, _: u32, _: u32) {}

    unsafe fn realloc(&mut self, block: u32, old_size: u32, align: u32, size: u32) -> u32 {
        if align > MAX_ALIGN {
            if size <= old_size {
                return block;
            }
            // SAFETY: the caller's promise is the callee's demand.
            let moved = unsafe { self.alloc(align, size) };
            if moved != 0 {
                // SAFETY: a new block, which is larger, and the old one.
                unsafe { self.0.copy(block, moved, old_size) };
            }
            return moved;
        }
        // SAFETY: the caller's promise is the callee's demand.
        unsafe { self.0.realloc(block, old_size, align, size) }
    }
}

/// Memory that is handed out by moving a pointer, and taken back when no block is
/// alive any more; the last block at once.
///
/// # Invariants
///
/// `alive` is how many blocks were handed out and not given back.
#[derive(Debug)]
pub struct Counted<M> {
    blocks: Bump<M>,
    alive: u32,
}

impl<M: Memory> Counted<M> {
    /// Makes a heap that hands out `blocks`.
    ///
    /// # Safety
    ///
    /// Nothing was handed out of them.
    pub const unsafe fn new(blocks: Bump<M>) -> Self {
        Self { blocks, alive: 0 }
    }
}

// SAFETY: those of `Bump`, taken back when nobody uses any.
unsafe impl<M: Memory> Blocks for Counted<M> {
    unsafe fn alloc(&mut self, align: u32, size: u32) -> u32 {
        // SAFETY: the caller's promise is the callee's demand.
        let block = unsafe { self.blocks.alloc(align, size) };
        // Never more than there are addresses, because each block has bytes.
        self.alive += u32::from(block != 0);
        block
    }

    #[inline(never)]
    unsafe fn dealloc(&mut self, block: u32, size: u32) {
        debug_assert!(self.alive > 0);
        // SAFETY: the caller's promise is the callee's demand.
        unsafe { self.blocks.0.take_back(block, size) };
        self.alive -= 1;
        if self.alive == 0 {
            // SAFETY: every block was given back, by the invariant, and who gives
            // one back uses it no more.
            unsafe { self.blocks.0.rewind() }
        }
    }

    unsafe fn realloc(&mut self, block: u32, old_size: u32, align: u32, size: u32) -> u32 {
        // SAFETY: the caller's promise is the callee's demand. One block goes and
        // one comes, or neither.
        unsafe { self.blocks.realloc(block, old_size, align, size) }
    }
}
