//! The arithmetic of the arena.
//!
//! Addresses are 32 bits wide, as in the memory of a component. Sums of them
//! are formed in 64 bits, so that the end of the 4 GiB space is a number like
//! any other; that costs no code on wasm.

#![allow(unsafe_code, reason = "blocks are copied when they have to move")]

use crate::memory::{Memory, PAGE};

/// What the component is doing, as far as memory is concerned. The numbers
/// matter: setting the lowest bit turns idle into receiving and leaves
/// receiving and live what they are.
type State = u8;
/// No call is under way.
const IDLE: State = 0;
/// The host is lowering the arguments of the next call.
const RECEIVING: State = 1;
/// A call is being executed: this state and all above it.
const LIVE: State = 2;

/// An arena that hands out blocks by moving a pointer, and takes them back all
/// at once when the call that they belong to has ended.
///
/// Results stay readable after [`leave`](Arena::leave), until the next request
/// for memory: taking back moves the pointer and touches nothing else. That is
/// why no function needs a post-return.
///
/// # Invariants
///
/// - `base <= next <= limit`, all of them addresses in the memory.
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
    state: State,
    memory: M,
}

impl<M: Memory> Arena<M> {
    /// An arena that owns `base..limit` of `memory`, and later the pages that
    /// it adds to it.
    ///
    /// Both are addresses below 4 GiB, `base <= limit`.
    pub const fn new(base: *const u8, limit: *const u8, memory: M) -> Self {
        Self {
            base,
            next: base,
            limit,
            state: IDLE,
            memory,
        }
    }

    /// A block of `size` bytes whose address is a multiple of `align`, a power
    /// of two: what `cabi_realloc` is for ([Canonical ABI, `canonopt`]).
    ///
    /// With `old_size` other than 0, the block begins with what `old` held.
    /// The last block grows and shrinks where it is; any other moves. A block
    /// of no bytes is an address that is aligned and not 0.
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
        if size == 0 {
            return align;
        }
        self.state |= RECEIVING;
        if old_size != 0 && u64::from(old) + u64::from(old_size) == self.next() {
            self.next = address(u64::from(old));
        }
        let mask = u64::from(align) - 1;
        let mut start = (self.next() + mask) & !mask;
        let end = start + u64::from(size);
        if end > self.limit() {
            start = self.grow(start, end);
        }
        self.next = address(start + u64::from(size));
        let start = low(start);
        if old_size != 0 && start != old {
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
    fn grow(&mut self, mut start: u64, mut end: u64) -> u64 {
        let behind = u64::from(self.memory.pages()) * u64::from(PAGE);
        let adjacent = behind == self.limit();
        let more = if adjacent {
            end - behind
        } else {
            (end - self.base()) + (self.limit() - self.base())
        };
        let more = more.div_ceil(u64::from(PAGE));
        // Past 65,536 pages the request fails; it must not wrap before that.
        let granted = u32::try_from(more).is_ok_and(|more| self.memory.grow(more).is_some());
        if !granted {
            self.out_of_memory();
        }
        if !adjacent {
            end = end - start + behind;
            start = behind;
            self.base = address(behind);
        }
        debug_assert!(end <= behind + more * u64::from(PAGE));
        // Of the very last page one byte stays unused: 2^32 is no address.
        self.limit = address((behind + more * u64::from(PAGE)).min(u64::from(u32::MAX)));
        start
    }

    /// Traps. While arguments are received nothing of the component is running
    /// that could still use a block: the next call finds an empty arena.
    fn out_of_memory(&mut self) -> ! {
        if self.state < LIVE {
            self.leave();
        }
        self.memory.trap()
    }

    /// A call begins. Traps when another one is being executed.
    pub fn enter(&mut self) {
        if self.state >= LIVE {
            self.memory.trap();
        }
        self.state = LIVE;
    }

    /// The call has ended: its blocks stay readable until the next request.
    pub fn leave(&mut self) {
        self.next = self.base;
        self.state = IDLE;
    }

    fn base(&self) -> u64 {
        // Exposed, because the blocks that begin there are reached by their
        // numbers: a reference made from this pointer would see one byte.
        self.base.expose_provenance() as u64
    }

    fn next(&self) -> u64 {
        self.next.addr() as u64
    }

    fn limit(&self) -> u64 {
        self.limit.addr() as u64
    }
}

/// The pointer form of an address, for keeping.
#[allow(clippy::cast_possible_truncation, reason = "addresses are below 4 GiB")]
fn address(number: u64) -> *const u8 {
    core::ptr::without_provenance(number as usize)
}

/// The 32 bits of an address.
#[allow(clippy::cast_possible_truncation, reason = "addresses are below 4 GiB")]
fn low(number: u64) -> u32 {
    number as u32
}
