//! Statics of a component that change.

#![allow(unsafe_code, reason = "shares what only one thread uses")]

use core::cell::UnsafeCell;
use core::mem::MaybeUninit;

#[cfg(target_feature = "atomics")]
compile_error!(
    "greentic-guest-alloc keeps the memory of a component without locks: build without the `atomics` target feature"
);

/// A value in a static, for the one thread of a component.
pub(crate) struct OneThread<T>(UnsafeCell<T>);

// SAFETY: a component without the `atomics` feature has one thread, which is
// asserted above.
unsafe impl<T> Sync for OneThread<T> {}

impl<T> OneThread<T> {
    /// Makes a static of `value`.
    pub(crate) const fn new(value: T) -> Self {
        Self(UnsafeCell::new(value))
    }

    /// Runs `f` on the value.
    ///
    /// # Safety
    ///
    /// Nothing that `f` runs calls this function of the same static again.
    pub(crate) unsafe fn with<R>(&self, f: impl FnOnce(&mut T) -> R) -> R {
        // SAFETY: one thread, and by the caller's promise no other reference.
        f(unsafe { &mut *self.0.get() })
    }
}

/// The memory that an arena or a heap begins with.
///
/// A place of its own rather than what the linker leaves free between
/// `__heap_base` and `__heap_end`: that is what a C library's `malloc` and some
/// allocators in Rust take, without a word. Nothing of it is in the file.
#[repr(C, align(16))]
pub(crate) struct Room<const SIZE: usize>(UnsafeCell<[MaybeUninit<u8>; SIZE]>);

// SAFETY: used by whoever it is the room of, and by nobody else.
unsafe impl<const SIZE: usize> Sync for Room<SIZE> {}

impl<const SIZE: usize> Room<SIZE> {
    /// Makes a room of which nothing was written to.
    pub(crate) const fn new() -> Self {
        Self(UnsafeCell::new([MaybeUninit::uninit(); SIZE]))
    }

    /// Makes a room that is zero.
    pub(crate) const fn zeroed() -> Self {
        Self(UnsafeCell::new([MaybeUninit::new(0); SIZE]))
    }

    /// Returns where it begins.
    pub(crate) const fn start(&'static self) -> *mut u8 {
        self.0.get().cast()
    }

    /// Returns where it ends.
    pub(crate) const fn end(&'static self) -> *mut u8 {
        // SAFETY: the end of the same object.
        unsafe { self.start().add(SIZE) }
    }
}
