//! The layer between the core functions that a host calls and the handlers
//! behind them. For generated code only.

#![allow(
    unsafe_code,
    reason = "turns addresses into references and back at the component's border"
)]

use core::cell::UnsafeCell;
use core::mem::MaybeUninit;

use super::Res;
use crate::Call;

/// A call that is being executed, from its entry to its return.
///
/// `CALLS` says whether the component imports functions: only one that does can
/// be entered in the middle of a call, by a host function that calls back.
#[derive(Debug)]
pub struct Entry<const CALLS: bool> {
    call: Call,
}

impl<const CALLS: bool> Entry<CALLS> {
    /// Enters the component; traps if it is being executed already.
    ///
    /// # Safety
    ///
    /// The host has just called an export, and this is the first thing that
    /// the export does.
    #[cfg(target_family = "wasm")]
    pub unsafe fn begin() -> Self {
        if CALLS {
            greentic_guest_alloc::instance::enter();
        }
        Self {
            call: Call::of_component(),
        }
    }

    /// The call, to lend to the handler.
    pub const fn call(&self) -> &Call {
        &self.call
    }
}

#[cfg(target_family = "wasm")]
impl<const CALLS: bool> Drop for Entry<CALLS> {
    fn drop(&mut self) {
        // What the call was lent to carries its lifetime, so that nobody has a
        // reference into it now. The host reads the answer, and asks for memory
        // when it has done so.
        if CALLS {
            // SAFETY: as above.
            unsafe { greentic_guest_alloc::instance::leave() }
        } else {
            // SAFETY: as above.
            unsafe { greentic_guest_alloc::instance::rewind() }
        }
    }
}

/// Parameters that the host put into memory.
///
/// # Safety
///
/// `address` is what the host passed to the export that `_call` is a call of,
/// and `P` is the tuple of the export's parameters as the canonical ABI lays
/// it out.
pub const unsafe fn spilled<P>(_call: &Call, address: *const P) -> &P {
    // SAFETY: the host lowered a valid `P` there, into a block that it got
    // from `cabi_realloc`; the block stays until the call ends.
    unsafe { &*address }
}

/// A place in which an export leaves a result of `N` bytes for the host to read.
#[derive(Debug)]
#[repr(C, align(8))]
pub struct ReturnArea<const N: usize>(UnsafeCell<[MaybeUninit<u8>; N]>);

// SAFETY: a component has one thread, which `greentic-guest-alloc` asserts,
// and nothing native uses the area.
unsafe impl<const N: usize> Sync for ReturnArea<N> {}

impl<const N: usize> ReturnArea<N> {
    /// An area that nothing was written to.
    pub const fn new() -> Self {
        Self(UnsafeCell::new([MaybeUninit::uninit(); N]))
    }

    /// Runs the handler, puts its result here, and answers with the address,
    /// which is what the export returns.
    ///
    /// # Safety
    ///
    /// Called once a call of the component, so that nobody else has a reference
    /// to the area; hosts read it through the address.
    pub unsafe fn put<T>(&'static self, handler: impl FnOnce() -> T) -> *const u8 {
        // SAFETY: the caller's promise is the callee's demand.
        fill(unsafe { self.place() }, handler);
        self.0.get().cast()
    }

    /// The same for a handler whose result is a `result`.
    ///
    /// # Safety
    ///
    /// As for [`put`](ReturnArea::put).
    pub unsafe fn put_result<T, E>(
        &'static self,
        handler: impl FnOnce() -> Result<T, E>,
    ) -> *const u8 {
        // SAFETY: the caller's promise is the callee's demand.
        fill_result(unsafe { self.place() }, handler);
        self.0.get().cast()
    }

    /// Returns the place of the result.
    ///
    /// # Safety
    ///
    /// Nobody else has a reference to the area.
    #[allow(clippy::mut_from_ref, reason = "the caller's promise")]
    unsafe fn place<T>(&self) -> &mut MaybeUninit<T> {
        const {
            assert!(
                size_of::<T>() <= N && align_of::<T>() <= 8,
                "the result does not fit its area"
            );
        }
        // SAFETY: large enough, aligned enough, and nobody else's just now.
        unsafe { &mut *self.0.get().cast::<MaybeUninit<T>>() }
    }
}

/// Puts a result into its place.
///
/// A function of its own, because a parameter that is known to be nobody
/// else's lets the handler write there at once, without a copy on the stack.
fn fill<T>(place: &mut MaybeUninit<T>, handler: impl FnOnce() -> T) {
    place.write(handler());
}

/// The same for a `result`.
fn fill_result<T, E>(place: &mut MaybeUninit<Res<T, E>>, handler: impl FnOnce() -> Result<T, E>) {
    Res::write(place, handler());
}

impl<const N: usize> Default for ReturnArea<N> {
    fn default() -> Self {
        Self::new()
    }
}

/// `memcmp` of the C standard, byte by byte.
///
/// # Safety
///
/// `len` bytes can be read from both addresses.
#[cfg(target_os = "wasi")]
#[allow(
    clippy::inline_always,
    reason = "the function that is exported is this one"
)]
#[inline(always)]
pub unsafe fn memcmp(left: *const u8, right: *const u8, len: usize) -> i32 {
    let mut at = 0;
    let mut difference = 0;
    while at < len && difference == 0 {
        // SAFETY: `at < len`.
        let left = unsafe { byte(left, at) };
        // SAFETY: `at < len`.
        let right = unsafe { byte(right, at) };
        difference = left - right;
        at += 1;
    }
    difference
}

/// The byte at `at`.
///
/// # Safety
///
/// It can be read.
#[cfg(target_os = "wasi")]
#[allow(
    clippy::multiple_unsafe_ops_per_block,
    reason = "getting to the byte and reading it are one thing"
)]
unsafe fn byte(start: *const u8, at: usize) -> i32 {
    // SAFETY: the caller's promise.
    i32::from(unsafe { start.add(at).read() })
}
