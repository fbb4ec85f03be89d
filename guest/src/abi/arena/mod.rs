//! The memory of a call, with a safe face.

#![allow(
    unsafe_code,
    reason = "writes values into raw memory and lends them for the length of the call"
)]

use core::mem::MaybeUninit;

#[cfg(not(target_family = "wasm"))]
mod native;
#[cfg(target_family = "wasm")]
mod wasm;

#[cfg(not(target_family = "wasm"))]
pub(crate) use self::native::Arena;
#[cfg(target_family = "wasm")]
pub(crate) use self::wasm::Arena;

/// The largest alignment of the canonical ABI, and so the largest that the
/// arena has to give.
const MAX_ALIGN: usize = 8;

// Both platforms give:
// - `block(align, size)`: `size` bytes, aligned to `align`, that are nobody
//   else's for as long as the arena is borrowed. Traps where there are none, or
//   where `size` is more than `isize::MAX`, which no object of Rust's may have.
// - `regrow(align, old, old_size, size)`: as much as that with the bytes of `old`, a
//   block of this alignment that nobody uses any more, at its beginning.
impl Arena {
    /// Makes room for `len` values.
    #[allow(clippy::mut_from_ref, reason = "every block is another one")]
    pub(crate) fn room<T>(&self, len: usize) -> &mut [MaybeUninit<T>] {
        const {
            assert!(
                align_of::<T>() <= MAX_ALIGN,
                "WIT has no type that is aligned so strictly"
            );
        }
        let Some(size) = size_of::<T>().checked_mul(len) else {
            crate::abi::trap();
        };
        let block = self.block(align_of::<T>(), size).cast();
        // SAFETY: the block is aligned for `T`, has room for `len` of them,
        // which need not be initialized, and is nobody else's while `self` is
        // borrowed.
        unsafe { core::slice::from_raw_parts_mut(block, len) }
    }

    /// Keeps a value for the length of the call.
    pub(crate) fn keep<T: Copy>(&self, value: T) -> &T {
        let [room] = self.room::<T>(1) else {
            crate::abi::trap()
        };
        room.write(value)
    }

    /// Keeps a value that has parts that change, but nothing to drop.
    #[cfg(feature = "json")]
    pub(crate) fn keep_cells<T>(&self, value: T) -> &T {
        const { assert!(!core::mem::needs_drop::<T>(), "nobody drops it") }
        let [room] = self.room::<T>(1) else {
            crate::abi::trap()
        };
        room.write(value)
    }

    /// Keeps the first `len` values of an iterator, or all where it has fewer.
    pub(crate) fn collect<T: Copy>(&self, len: usize, values: impl IntoIterator<Item = T>) -> &[T] {
        let room = self.room::<T>(len);
        let mut kept = 0;
        for (place, value) in room.iter_mut().zip(values) {
            place.write(value);
            kept += 1;
        }
        let room: *const MaybeUninit<T> = room.as_ptr();
        // SAFETY: the first `kept` places of the room were just written to.
        unsafe { core::slice::from_raw_parts(room.cast(), kept) }
    }

    /// Puts the parts one behind the other.
    pub(crate) fn concat(&self, parts: &[&str]) -> &str {
        let mut len = 0_usize;
        for part in parts {
            // One text may be many of the parts: the sum has no bound. It does
            // not wrap here, because neither is more than `isize::MAX`.
            len = len.wrapping_add(part.len());
            if len > isize::MAX.cast_unsigned() {
                crate::abi::trap();
            }
        }
        let start = self.block(1, len);
        let mut end = start;
        for part in parts {
            // SAFETY: the block has room for all parts, and none of them is in
            // it, because it is nobody else's.
            unsafe { core::ptr::copy_nonoverlapping(part.as_ptr(), end, part.len()) };
            // SAFETY: at most the end of the block.
            end = unsafe { end.add(part.len()) };
        }
        // SAFETY: `len` bytes were written.
        let bytes = unsafe { core::slice::from_raw_parts(start, len) };
        // SAFETY: text behind text is text.
        unsafe { core::str::from_utf8_unchecked(bytes) }
    }
}
