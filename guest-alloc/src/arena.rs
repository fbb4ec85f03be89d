//! The arithmetic of the arena.
//!
//! Addresses are 32 bits wide, as in the memory of a component. Sums that may
//! be larger are formed in 64 bits, which costs no code on wasm.

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
/// - `base <= next <= limit`, and `limit` is at most 2^32 - 65,536.
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
    /// Both are addresses, `base <= limit <= 2^32 - 65,536`.
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
        debug_assert!(align.is_power_of_two());
        // Of no consequence without an old block, wherever that is: a block of
        // no bytes at `next` grows there too.
        if old.wrapping_add(old_size) == self.next() {
            self.next = address(old);
        }
        // Cannot wrap: the last page of the 4 GiB is never the arena's.
        let mut start = (self.next() + align - 1) & align.wrapping_neg();
        let end = u64::from(start) + u64::from(size);
        if end > u64::from(self.limit()) {
            start = self.grow(start, end);
        }
        self.next = address(start + size);
        if start != old {
            // SAFETY: `start` is a block of `size` bytes, as was just seen to,
            // and the caller vouches for `old`.
            unsafe { self.memory.copy(old, start, old_size.min(size)) }
        }
        start
    }

    /// Makes room for a block at `start..end`, `start <= end`, and answers
    /// with where it is: at `start`, or at the beginning of new pages when
    /// somebody else owns those behind the arena.
    ///
    /// In that second case the arena moves there for good. It asks for what the
    /// call has used so far, the block, and as much again as it owned: with
    /// regions that double, all that it ever leaves behind is less than what
    /// it has.
    #[cold]
    fn grow(&mut self, start: u32, end: u64) -> u32 {
        let behind = u64::from(self.memory.pages()) * u64::from(PAGE);
        let adjacent = behind == u64::from(self.limit());
        let more = if adjacent {
            end - behind
        } else {
            end + u64::from(self.limit()) - 2 * u64::from(self.base())
        };
        // At most three times 4 GiB in pages: nothing is cut off below.
        let more = (more + u64::from(PAGE - 1)) / u64::from(PAGE);
        let limit = behind + more * u64::from(PAGE);
        // 2^32 is no address, so the last page of all is not used.
        if limit > u64::from(u32::MAX) || self.memory.grow(low(more)).is_none() {
            self.out_of_memory();
        }
        self.limit = address(low(limit));
        if adjacent {
            start
        } else {
            self.base = address(low(behind));
            low(behind)
        }
    }

    /// Traps. While arguments are received nothing of the component is running
    /// that could still use a block: the next call finds an empty arena.
    fn out_of_memory(&mut self) -> ! {
        if !self.live {
            self.leave();
        }
        self.memory.trap()
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

    fn base(&self) -> u32 {
        // Exposed, because the blocks that begin there are reached by their
        // numbers: a reference made from this pointer would see one byte.
        low(self.base.expose_provenance() as u64)
    }

    fn next(&self) -> u32 {
        low(self.next.addr() as u64)
    }

    fn limit(&self) -> u32 {
        low(self.limit.addr() as u64)
    }
}

/// The pointer form of an address, for keeping.
fn address(number: u32) -> *const u8 {
    core::ptr::without_provenance(number as usize)
}

/// The 32 bits of a number that is known to have no more.
#[allow(clippy::cast_possible_truncation, reason = "asserted")]
fn low(number: u64) -> u32 {
    debug_assert!(u32::try_from(number).is_ok());
    number as u32
}
