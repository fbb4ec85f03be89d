//! The one arena of a component.
//!
//! Only wasm has it: a native `Call` owns its memory, so that tests can run in
//! threads.

#![allow(unsafe_code, reason = "guards the arena that all calls share")]
#![allow(
    clippy::cast_possible_truncation,
    reason = "pointers and sizes have 32 bits on wasm32"
)]

use crate::arena::Arena;
use crate::memory::LinearMemory;
use crate::one_thread::{OneThread, Room};

/// Leaves the other half of a page for stack and data, so that a component
/// starts with one. Less than half by one alignment: see `Arena::grow`.
static FIRST: Room<{ 32 * 1024 - 16 }> = Room::new();

// SAFETY: a static of which nobody else knows, aligned to 16 with a size
// that is a multiple of that; linkers put statics at the beginning of the
// memory, far below 2^31, or fail.
static ARENA: OneThread<Arena<LinearMemory>> =
    OneThread::new(unsafe { Arena::new(FIRST.start(), FIRST.end(), LinearMemory { traps: true }) });

/// Runs `f` on the arena. Nothing that `f` may be calls back into this crate,
/// so no two exclusive references exist at once.
fn arena<T>(f: impl FnOnce(&mut Arena<LinearMemory>) -> T) -> T {
    // SAFETY: the functions below are the only callers; what they run are
    // methods of the arena, none of which reaches this static again.
    unsafe { ARENA.with(f) }
}

/// `cabi_realloc`; see [`Arena::realloc`].
///
/// # Safety
///
/// - `old..old + old_size` is a block of this component's arena that nobody
///   uses any more, or `old_size` is 0.
/// - `align` is a power of two of at most 16.
pub unsafe fn realloc(old: *mut u8, old_size: usize, align: usize, size: usize) -> *mut u8 {
    let old = old.addr() as u32;
    // SAFETY: the caller's promise is the callee's demand.
    let block =
        arena(|arena| unsafe { arena.realloc(old, old_size as u32, align as u32, size as u32) });
    core::ptr::with_exposed_provenance_mut(block as usize)
}

/// Hands out a block of `size` bytes, aligned to `align`.
///
/// # Safety
///
/// `align` is a power of two of at most 16.
#[allow(clippy::inline_always, reason = "one call, with two zeros more")]
#[inline(always)]
pub unsafe fn alloc(align: usize, size: usize) -> *mut u8 {
    // SAFETY: without an old block the alignment is all there is to promise.
    unsafe { realloc(core::ptr::null_mut(), 0, align, size) }
}

/// Begins a call; traps inside another one. See [`Arena::enter`].
pub fn enter() {
    arena(Arena::enter);
}

/// Ends the call. See [`Arena::leave`].
///
/// # Safety
///
/// From the next request on nobody uses a block that was handed out before.
pub unsafe fn leave() {
    // SAFETY: the caller's promise is the callee's demand.
    arena(|arena| unsafe { arena.leave() });
}

/// Ends the call of a component that calls nobody. See [`Arena::rewind`].
///
/// # Safety
///
/// As for [`leave`].
pub unsafe fn rewind() {
    // SAFETY: the caller's promise is the callee's demand.
    arena(|arena| unsafe { arena.rewind() });
}
