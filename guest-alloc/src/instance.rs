//! The one arena of a component.
//!
//! Only wasm has it: a native `Call` owns its memory, so that tests can run in
//! threads.

#![allow(unsafe_code, reason = "guards the static that all calls share")]
#![allow(
    clippy::cast_possible_truncation,
    reason = "pointers and sizes have 32 bits on wasm32"
)]

use core::cell::UnsafeCell;

use crate::arena::Arena;
use crate::memory::{__heap_base, __heap_end, LinearMemory};

#[cfg(target_feature = "atomics")]
compile_error!(
    "greentic-guest-alloc keeps one arena a component without locks: build without the `atomics` target feature"
);

struct OneThread(UnsafeCell<Arena<LinearMemory>>);

// SAFETY: a component without the `atomics` feature has one thread, which is
// asserted above.
unsafe impl Sync for OneThread {}

static ARENA: OneThread = OneThread(UnsafeCell::new(Arena::new(
    &raw const __heap_base,
    &raw const __heap_end,
    LinearMemory,
)));

/// Runs `f` on the arena. Nothing that `f` may be calls back into this crate,
/// so no two exclusive references exist at once.
fn arena<T>(f: impl FnOnce(&mut Arena<LinearMemory>) -> T) -> T {
    // SAFETY: the functions below are the only callers; what they run are
    // methods of the arena, none of which reaches this static again.
    f(unsafe { &mut *ARENA.0.get() })
}

/// `cabi_realloc`; see [`Arena::realloc`].
///
/// # Safety
///
/// `old..old + old_size` is a block of this component's arena, or `old_size`
/// is 0; `align` is a power of two.
pub unsafe fn realloc(old: *mut u8, old_size: usize, align: usize, size: usize) -> *mut u8 {
    let old = old.addr() as u32;
    // SAFETY: the caller's promise is the callee's demand.
    let block =
        arena(|arena| unsafe { arena.realloc(old, old_size as u32, align as u32, size as u32) });
    core::ptr::with_exposed_provenance_mut(block as usize)
}

/// A block of `size` bytes, aligned to `align`, a power of two.
#[allow(clippy::inline_always, reason = "one call, with two zeros more")]
#[inline(always)]
pub fn alloc(align: usize, size: usize) -> *mut u8 {
    // SAFETY: without an old block there is nothing to promise.
    unsafe { realloc(core::ptr::null_mut(), 0, align, size) }
}

/// A call begins; traps inside another one. See [`Arena::enter`].
pub fn enter() {
    arena(Arena::enter);
}

/// The call has ended. See [`Arena::leave`].
pub fn leave() {
    arena(Arena::leave);
}

/// The call of a component that calls nobody has ended. See [`Arena::rewind`].
pub fn rewind() {
    arena(Arena::rewind);
}
