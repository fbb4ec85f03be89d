//! The arithmetic of the arena.
//!
//! Addresses are 32 bits wide, as in the memory of a component.

#![allow(unsafe_code, reason = "blocks are copied when they have to move")]

use crate::memory::{MAX_PAGES, Memory, PAGE, address, low};

/// The largest alignment that a block may have. The Canonical ABI's is 8.
pub const MAX_ALIGN: u32 = 16;

/// The size that an arena owns at least, in bytes.
pub const LEAST: u32 = PAGE / 4;

/// An arena that hands out blocks by moving a pointer, and takes them back all
/// at once when the call that they belong to has ended.
///
/// Results stay readable after [`leave`](Arena::leave), until the next request
/// for memory: taking back moves the pointer and touches nothing else. That is
/// why no function needs a post-return.
///
/// # Invariants
///
/// - `base <= next <= limit < 2^31`, and `limit` is a multiple of
///   [`MAX_ALIGN`]. So no block is larger than Rust lets an object be.
/// - `base..limit` belongs to the arena: nobody else writes there.
#[derive(Debug)]
pub struct Arena<M> {
    // Pointers rather than numbers, because the linker fills in the first
    // values: a static that is complete when it is loaded needs no code.
    /// The place where the blocks of the next call begin.
    base: *const u8,
    /// The first byte that is not part of a block.
    next: *const u8,
    /// The end of what the arena owns.
    limit: *const u8,
    /// `true` while a call is being executed.
    live: bool,
    memory: M,
}

impl<M: Memory> Arena<M> {
    /// Makes an arena that owns `base..limit` of `memory`, and later the pages
    /// that it adds to it.
    ///
    /// # Safety
    ///
    /// - Both are addresses in `memory` and multiples of [`MAX_ALIGN`], and
    ///   `0 < base`, `base + LEAST <= limit < 2^31`.
    /// - Nobody else uses what lies between them, as long as the arena or a
    ///   block of it is in use.
    pub const unsafe fn new(base: *const u8, limit: *const u8, memory: M) -> Self {
        Self {
            base,
            next: base,
            limit,
            live: false,
            memory,
        }
    }

    /// Hands out a block of `size` bytes whose address is a multiple of
    /// `align`: what `cabi_realloc` is for ([Canonical ABI, `canonopt`]).
    ///
    /// With `old_size` other than 0, the block begins with what `old` held.
    /// The last block grows and shrinks where it is; any other moves. A block
    /// of no bytes is an address like any other's, with nothing behind it.
    ///
    /// Where the memory cannot be had, the component traps; where its memory
    /// [does not](Memory::traps), the answer is 0, and nothing has changed.
    ///
    /// # Safety
    ///
    /// - `old..old + old_size` is a block of this arena that nobody uses any
    ///   more unless the answer is 0, or `old_size` is 0.
    /// - `align` is a power of two of at most [`MAX_ALIGN`].
    ///
    /// [Canonical ABI, `canonopt`]: https://github.com/WebAssembly/component-model/blob/main/design/mvp/CanonicalABI.md
    pub unsafe fn realloc(&mut self, old: u32, old_size: u32, align: u32, size: u32) -> u32 {
        debug_assert!(align.is_power_of_two() && align <= MAX_ALIGN);
        // Of no consequence without an old block, wherever that is: a block of
        // no bytes at `next` grows there too.
        let next = self.next();
        let free = if old.wrapping_add(old_size) == next {
            old
        } else {
            next
        };
        // Cannot wrap: what the arena owns ends below 2^31.
        let mut start = (free + align - 1) & align.wrapping_neg();
        // At most `limit`, which is a multiple of every alignment.
        let room = self.limit() - start;
        if size > room && !self.grow(&mut start, size - room) {
            return 0;
        }
        self.next = address(start + size);
        // Also where nothing moves or nothing is old: to find that out would
        // take more code than to copy nothing, or a block onto itself.
        //
        // SAFETY: `start` is a block of `size` bytes, as was just seen to, and
        // the caller vouches for `old`.
        unsafe { self.memory.copy(old, start, old_size.min(size)) }
        start
    }

    /// Makes room for a block at `start`, which lacks `missing` bytes, 1 or
    /// more, and answers whether there is any. When somebody else owns the pages
    /// behind the arena, `start` becomes the beginning of new ones.
    ///
    /// In that case the arena moves there for good. It asks for what it
    /// owned and the missing bytes, so that the next call finds room for all
    /// that this one used, and for as much again: with regions that double, all
    /// that it ever leaves behind is less than what it has. A first region of
    /// less than half a page counts once; nobody misses it.
    #[cold]
    fn grow(&mut self, start: &mut u32, missing: u32) -> bool {
        let pages = self.memory.pages();
        // 0 where the memory has all pages that there are, and cannot grow.
        let behind = pages.wrapping_mul(PAGE);
        let adjacent = behind == self.limit();
        let owned = if adjacent {
            0
        } else {
            self.limit() - self.base()
        };
        // In halves of a page, because a sum of bytes may wrap, and what is then
        // asked for would be too little. The missing bytes are in `missing - 1`,
        // rounded down, and one half more. What was owned, `q` quarters and less
        // than one more, is counted as `q` halves: with `q` from 1 on, that is
        // enough. Two halves are added below.
        debug_assert!(adjacent || owned >= LEAST);
        let halves = (missing - 1) / (PAGE / 2) + owned / (PAGE / 4);
        let more = halves / 2 + 1;
        let before = self.memory.grow(more).unwrap_or(u32::MAX);
        // Both in one comparison: that it did not grow, and that it has grown
        // to 2 GiB or more. A heap that goes on has lost those pages then, which
        // takes a memory without a limit: to look before would cost every
        // component two bytes.
        if before | (pages + more) >= MAX_PAGES {
            if self.memory.traps() {
                self.memory.trap();
            }
            return false;
        }
        let limit = (pages + more) * PAGE;
        self.limit = address(limit);
        if !adjacent {
            self.base = address(behind);
            *start = behind;
        }
        true
    }

    /// Begins a call. Traps when another one is being executed.
    ///
    /// Safe, because the most that it does is to trap.
    // Called, not inlined: every export would have a copy.
    #[inline(never)]
    pub fn enter(&mut self) {
        if self.live {
            self.memory.trap();
        }
        self.live = true;
    }

    /// Ends the call: its blocks stay readable until the next request.
    ///
    /// # Safety
    ///
    /// From the next request on nobody uses a block that was handed out before.
    // Called, not inlined: every export would have a copy.
    #[inline(never)]
    pub unsafe fn leave(&mut self) {
        self.next = self.base;
        self.live = false;
    }

    /// Ends the call of a component that cannot be entered in the middle of
    /// one, because it calls nobody: it does without [`enter`](Arena::enter).
    ///
    /// # Safety
    ///
    /// As for [`leave`](Arena::leave).
    // Called, not inlined: every export would have a copy.
    #[inline(never)]
    pub unsafe fn rewind(&mut self) {
        self.next = self.base;
    }

    /// Takes back the block `start..start + size` where it is the last one.
    ///
    /// # Safety
    ///
    /// It is a block of this arena that nobody uses any more.
    pub(crate) unsafe fn take_back(&mut self, start: u32, size: u32) {
        if start + size == low(self.next.addr()) {
            self.next = address(start);
        }
    }

    /// Copies `len` bytes from one block to another.
    ///
    /// # Safety
    ///
    /// As for [`Memory::copy`].
    pub(crate) unsafe fn copy(&mut self, from: u32, to: u32, len: u32) {
        // SAFETY: the caller's promise is the callee's demand.
        unsafe { self.memory.copy(from, to, len) }
    }

    fn base(&self) -> u32 {
        low(self.base.addr())
    }

    fn next(&self) -> u32 {
        // Exposed, because blocks are reached by their numbers: this is where
        // the pointer to the first region, which the static begins with,
        // becomes one.
        low(self.next.expose_provenance())
    }

    fn limit(&self) -> u32 {
        low(self.limit.addr())
    }
}
