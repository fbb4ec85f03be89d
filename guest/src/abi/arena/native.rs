//! Natively: every block is an allocation of its own, so that Miri and the
//! sanitizers see each of them.

use core::alloc::Layout;
use core::cell::RefCell;
use core::marker::PhantomData;

use std::alloc::{alloc, dealloc, handle_alloc_error};
use std::vec::Vec;

/// The memory of one call. Neither `Send` nor `Sync`, as in a component.
#[derive(Debug)]
pub(crate) struct Arena {
    blocks: RefCell<Vec<(*mut u8, Layout)>>,
    one_thread: PhantomData<*mut ()>,
}

impl Arena {
    pub(crate) const fn new() -> Self {
        Self {
            blocks: RefCell::new(Vec::new()),
            one_thread: PhantomData,
        }
    }

    pub(super) fn block(&self, align: usize, size: usize) -> *mut u8 {
        if size == 0 {
            return core::ptr::without_provenance_mut(align);
        }
        let Ok(layout) = Layout::from_size_align(size, align) else {
            crate::abi::trap()
        };
        // SAFETY: the size is not 0.
        let block = unsafe { alloc(layout) };
        if block.is_null() {
            handle_alloc_error(layout);
        }
        self.blocks.borrow_mut().push((block, layout));
        block
    }

    pub(in crate::abi) fn regrow(
        &self,
        align: usize,
        old: *mut u8,
        old_size: usize,
        size: usize,
    ) -> *mut u8 {
        let new = self.block(align, size);
        // SAFETY: `old` is a block of `old_size` bytes or `old_size` is 0,
        // which is what callers pass, and the new one is another, larger one.
        unsafe { core::ptr::copy_nonoverlapping(old, new, old_size.min(size)) };
        new
    }
}

impl Drop for Arena {
    fn drop(&mut self) {
        for (block, layout) in self.blocks.take() {
            // SAFETY: allocated above with this very layout, and nothing
            // borrows from an arena that is dropped.
            unsafe { dealloc(block, layout) }
        }
    }
}
