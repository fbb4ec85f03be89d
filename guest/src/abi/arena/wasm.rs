//! In a component: the arena that `cabi_realloc` serves too.

use core::marker::PhantomData;

use greentic_guest_alloc::instance;

/// Stands for the one arena of the component. Neither `Send` nor `Sync`.
#[derive(Debug)]
pub(crate) struct Arena(PhantomData<*mut ()>);

impl Arena {
    pub(crate) const fn new() -> Self {
        Self(PhantomData)
    }

    #[allow(clippy::unused_self, reason = "the borrow is what keeps the block")]
    #[allow(clippy::inline_always, reason = "nothing but a call")]
    #[inline(always)]
    pub(super) fn block(&self, align: usize, size: usize) -> *mut u8 {
        // SAFETY: an alignment of a type, which is a power of two, and not
        // more than `MAX_ALIGN`: that is what callers pass.
        unsafe { instance::alloc(align, size) }
    }

    #[allow(clippy::unused_self, reason = "the borrow is what keeps the block")]
    pub(in crate::abi) fn regrow(
        &self,
        align: usize,
        old: *mut u8,
        old_size: usize,
        size: usize,
    ) -> *mut u8 {
        // SAFETY: `old` is a block of `old_size` bytes of this arena, or
        // `old_size` is 0, and `align` is an alignment of a type, which is a
        // power of two, and not more than `MAX_ALIGN`: that is what callers pass.
        unsafe { instance::realloc(old, old_size, align, size) }
    }
}
