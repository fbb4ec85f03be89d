//! The arithmetic of the arena.
//!
//! Addresses are 32 bits wide, as in the memory of a component.

#![allow(unsafe_code, reason = "blocks are copied when they have to move")]

use crate::memory::{Memory, PAGE};

/// An arena that hands out blocks by moving a pointer, and takes them back all
/// at once when the call that they belong to has ended.
///
/// Results stay readable after [`leave`](Arena::leave), until the next request
/// for memory: taking back moves the pointer and touches nothing else. That is
/// why no function needs a post-return.
///
/// # Invariants
///
/// - `base <= next <= limit`, and `limit` is a multiple of 65,536 of at most
///   2^32 - 65,536.
/// - `base..limit` belongs to the arena: nobody else writes there.
#[derive(Debug)]
pub struct Arena<M> {
    // Pointers rather than numbers, because the linker fills in the first
    // values: a static that is complete when it is loaded needs no code.
    /// Where the blocks of the next call begin.
    base: *const u8,
    /// The first byte that is not part of a block.
    next: *const u8,
    /// The end of what the arena owns.
    limit: *const u8,
    /// Whether a call is being executed.
    live: bool,
    memory: M,
}

impl<M: Memory> Arena<M> {
    /// An arena that owns `base..limit` of `memory`, and later the pages that
    /// it adds to it.
    ///
    /// Both are addresses, `base <= limit <= 2^32 - 65,536`, and `limit` is the
    /// end of a page.
    pub const fn new(base: *const u8, limit: *const u8, memory: M) -> Self {
        Self {
            base,
            next: base,
            limit,
            live: false,
            memory,
        }
    }

    /// A block of `size` bytes whose address is a multiple of `align`, a power
    /// of two: what `cabi_realloc` is for ([Canonical ABI, `canonopt`]).
    ///
    /// With `old_size` other than 0, the block begins with what `old` held.
    /// The last block grows and shrinks where it is; any other moves. A block
    /// of no bytes is an address like any other's, with nothing behind it.
    ///
    /// Where the memory cannot be had, the component traps.
    ///
    /// # Safety
    ///
    /// `old..old + old_size` is a block of this arena, or `old_size` is 0.
    ///
    /// [Canonical ABI, `canonopt`]: https://github.com/WebAssembly/component-model/blob/main/design/mvp/CanonicalABI.md
    pub unsafe fn realloc(&mut self, old: u32, old_size: u32, align: u32, size: u32) -> u32 {
        debug_assert!(align.is_power_of_two() && align <= PAGE);
        // Of no consequence without an old block, wherever that is: a block of
        // no bytes at `next` grows there too.
        let next = self.next();
        let free = if old.wrapping_add(old_size) == next {
            old
        } else {
            next
        };
        // Cannot wrap: the last page of the 4 GiB is never the arena's.
        let mut start = (free + align - 1) & align.wrapping_neg();
        // At most `limit`, which is a multiple of every alignment.
        let room = self.limit() - start;
        if size > room {
            start = self.grow(start, size - room);
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
    /// more. Answers with where the block is: at `start`, or at the beginning
    /// of new pages when somebody else owns those behind the arena.
    ///
    /// In that second case the arena moves there for good. It asks for what the
    /// call has used so far, the block, and as much again as it owned: with
    /// regions that double, all that it ever leaves behind is less than what
    /// it has.
    #[cold]
    fn grow(&mut self, start: u32, missing: u32) -> u32 {
        // 0 where the memory has all pages that there are, and cannot grow.
        let behind = self.memory.pages().wrapping_mul(PAGE);
        let adjacent = behind == self.limit();
        let mut more = (missing - 1) / PAGE + 1;
        if !adjacent {
            // Used and missing bytes are the block and what lies before it,
            // less what is left; twice all that is owned makes up for that.
            more += (self.limit() - self.base()) / (PAGE / 2) + 1;
        }
        let limit = behind.wrapping_add(more.wrapping_mul(PAGE));
        // 2^32 is no address, so the last page of all is not used: there the
        // limit comes out as 0.
        if self.memory.grow(more).is_none() || limit == 0 {
            self.memory.trap();
        }
        self.limit = address(limit);
        if adjacent {
            start
        } else {
            self.base = address(behind);
            behind
        }
    }

    /// A call begins. Traps when another one is being executed.
    // Called, not inlined: every export would have a copy.
    #[inline(never)]
    pub fn enter(&mut self) {
        if self.live {
            self.memory.trap();
        }
        self.live = true;
    }

    /// The call has ended: its blocks stay readable until the next request.
    // Called, not inlined: every export would have a copy.
    #[inline(never)]
    pub fn leave(&mut self) {
        self.next = self.base;
        self.live = false;
    }

    /// The same for a component that cannot be entered in the middle of a call,
    /// because it calls nobody: it does without [`enter`](Arena::enter).
    // Called, not inlined: every export would have a copy.
    #[inline(never)]
    pub fn rewind(&mut self) {
        self.next = self.base;
    }

    fn base(&self) -> u32 {
        // Exposed, because the blocks that begin there are reached by their
        // numbers: a reference made from this pointer would see one byte.
        low(self.base.expose_provenance())
    }

    fn next(&self) -> u32 {
        low(self.next.addr())
    }

    fn limit(&self) -> u32 {
        low(self.limit.addr())
    }
}

/// The pointer form of an address, for keeping.
fn address(number: u32) -> *const u8 {
    core::ptr::without_provenance(number as usize)
}

/// The 32 bits of a number that is known to have no more.
#[allow(clippy::cast_possible_truncation, reason = "asserted")]
fn low(number: usize) -> u32 {
    debug_assert!(u32::try_from(number).is_ok());
    number as u32
}
