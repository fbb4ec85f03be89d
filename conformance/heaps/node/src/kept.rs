//! Values that stay on the heap from one call to the next.

#![allow(unsafe_code, reason = "a static that changes, which a component has one thread for")]

use alloc::vec::Vec;
use core::cell::RefCell;

struct Kept(RefCell<Vec<Vec<u8>>>);

// SAFETY: a component has one thread.
unsafe impl Sync for Kept {}

static KEPT: Kept = Kept(RefCell::new(Vec::new()));

/// Keeps vectors, of which each has one byte again and again.
pub(crate) fn keep(vectors: Vec<Vec<u8>>) {
    KEPT.0.borrow_mut().extend(vectors);
}

/// Returns whether all that was kept is as it was.
pub(crate) fn is_intact() -> bool {
    KEPT.0.borrow().iter().all(|vector| vector.iter().all(|byte| *byte == vector[0]))
}

/// Frees all that was kept.
pub(crate) fn forget() {
    KEPT.0.take();
}
