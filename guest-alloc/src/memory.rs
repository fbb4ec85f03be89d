//! The platform seam: all that the arena asks of the machine below it.
//!
//! A port to another platform edits this file and no other.

#![allow(unsafe_code, reason = "linear memory is reached through raw addresses")]

/// Bytes in a page of WebAssembly memory.
pub const PAGE: u32 = 65_536;

/// The pages below 2 GiB. All that is handed out ends there, so that no sum of an
/// address and a size wraps.
pub(crate) const MAX_PAGES: u32 = 1 << 15;

/// A linear memory, addressed in bytes from 0, that grows by pages and never
/// shrinks.
///
/// # Safety
///
/// An implementation promises that
/// - [`grow`](Memory::grow) answers with the size before, so that the pages
///   from there on are new, zeroed or not, and nobody else's;
/// - [`pages`](Memory::pages) is the present size, whoever grew it.
pub unsafe trait Memory {
    /// Present size in pages, at most 65,536.
    fn pages(&self) -> u32;

    /// Adds `more` pages. Answers with the size before, in pages, or `None`
    /// where the memory may not become that large; nothing has changed then.
    fn grow(&mut self, more: u32) -> Option<u32>;

    /// Copies `len` bytes; the two ranges may overlap.
    ///
    /// # Safety
    ///
    /// - `to..to + len` is in a block that an arena or a heap has handed out, and
    ///   that nobody has a reference to yet.
    /// - `from..from + len` is in another one or in the same, whose references
    ///   are not used any more, or `len` is 0.
    unsafe fn copy(&mut self, from: u32, to: u32, len: u32);

    /// Ends the component.
    fn trap(&self) -> !;

    /// Returns whether the component ends where memory cannot be had. Else whoever
    /// asked for it is told.
    fn traps(&self) -> bool {
        true
    }
}

/// A memory of which a heap keeps parts for its own records.
///
/// # Safety
///
/// An implementation promises that [`load`](Words::load) returns what
/// [`store`](Words::store) has put there last, as long as nothing else was written.
pub unsafe trait Words: Memory {
    /// Returns the 32 bits at `at`.
    ///
    /// # Safety
    ///
    /// - `at` is a multiple of 4.
    /// - `at..at + 4` belongs to the heap that asks, and is in no block that it has
    ///   handed out; something was written there before.
    unsafe fn load(&self, at: u32) -> u32;

    /// Writes 32 bits to `at`.
    ///
    /// # Safety
    ///
    /// As for [`load`](Words::load), but that nothing need have been written there.
    unsafe fn store(&mut self, at: u32, value: u32);
}

/// Returns the pointer form of an address, for keeping.
pub(crate) const fn address(number: u32) -> *const u8 {
    core::ptr::without_provenance(number as usize)
}

/// Returns the 32 bits of a number that is known to have no more.
#[allow(clippy::cast_possible_truncation, reason = "asserted")]
pub(crate) fn low(number: usize) -> u32 {
    debug_assert!(u32::try_from(number).is_ok());
    number as u32
}

/// The memory of the component that this code is part of.
#[cfg(target_family = "wasm")]
#[derive(Debug)]
pub(crate) struct LinearMemory {
    /// `true` if the component ends where memory cannot be had. A field rather than a
    /// second type, so that all arenas of a component are one code; where there is
    /// but one, the compiler knows it.
    pub(crate) traps: bool,
}

// SAFETY: both answers are those of the instructions of the same name, whose
// specification is the contract of this trait.
#[cfg(target_family = "wasm")]
unsafe impl Memory for LinearMemory {
    #[allow(clippy::cast_possible_truncation, reason = "at most 65,536 pages")]
    fn pages(&self) -> u32 {
        instructions::memory_size() as u32
    }

    #[allow(clippy::cast_possible_truncation, reason = "at most 65,536 pages")]
    fn grow(&mut self, more: u32) -> Option<u32> {
        match instructions::memory_grow(more as usize) {
            usize::MAX => None,
            before => Some(before as u32),
        }
    }

    unsafe fn copy(&mut self, from: u32, to: u32, len: u32) {
        let from = core::ptr::with_exposed_provenance::<u8>(from as usize);
        let to = core::ptr::with_exposed_provenance_mut::<u8>(to as usize);
        // SAFETY: the caller promises blocks of the arena, or no bytes. Those
        // in its first region are part of a static that was exposed before the
        // first of them was handed out. Those in pages that the memory grew by
        // are part of no object of Rust's: like all memory from outside its
        // abstract machine, they count as exposed. Of `to` no reference exists
        // yet, and of `from` none is used any more. They may overlap.
        unsafe { core::ptr::copy(from, to, len as usize) }
    }

    fn trap(&self) -> ! {
        core::arch::wasm32::unreachable()
    }

    fn traps(&self) -> bool {
        self.traps
    }
}

// SAFETY: both go to the same four bytes.
#[cfg(target_family = "wasm")]
unsafe impl Words for LinearMemory {
    unsafe fn load(&self, at: u32) -> u32 {
        let at = core::ptr::with_exposed_provenance::<u32>(at as usize);
        // SAFETY: the caller promises a word of its own that was written to. It is
        // in a static that was exposed, or in pages that the memory grew by, which
        // count as exposed: see `copy` above.
        unsafe { at.read() }
    }

    unsafe fn store(&mut self, at: u32, value: u32) {
        let at = core::ptr::with_exposed_provenance_mut::<u32>(at as usize);
        // SAFETY: as for `load`.
        unsafe { at.write(value) }
    }
}

/// The instructions that a memory grows by.
#[cfg(all(target_family = "wasm", not(miri)))]
mod instructions {
    #[allow(clippy::inline_always, reason = "one instruction")]
    #[inline(always)]
    pub(super) fn memory_size() -> usize {
        core::arch::wasm32::memory_size(0)
    }

    #[allow(clippy::inline_always, reason = "one instruction")]
    #[inline(always)]
    pub(super) fn memory_grow(more: usize) -> usize {
        core::arch::wasm32::memory_grow(0, more)
    }
}

/// The substitute of these under Miri, which has no such instructions: pages are
/// taken from a static, wherever in the memory that is.
#[cfg(all(target_family = "wasm", miri))]
mod instructions {
    use core::cell::UnsafeCell;
    use core::mem::MaybeUninit;
    use core::sync::atomic::{AtomicUsize, Ordering};

    const PAGE: usize = super::PAGE as usize;
    const PAGES: usize = 64;

    #[repr(C, align(65536))]
    struct Pages(UnsafeCell<[MaybeUninit<u8>; PAGES * PAGE]>);

    // SAFETY: used through the pages that are handed out, each of them once.
    unsafe impl Sync for Pages {}

    static POOL: Pages = Pages(UnsafeCell::new([MaybeUninit::uninit(); PAGES * PAGE]));
    static TAKEN: AtomicUsize = AtomicUsize::new(0);

    pub(super) fn memory_size() -> usize {
        POOL.0.get().expose_provenance() / PAGE + TAKEN.load(Ordering::Relaxed)
    }

    pub(super) fn memory_grow(more: usize) -> usize {
        let before = memory_size();
        if more > PAGES - TAKEN.load(Ordering::Relaxed) {
            return usize::MAX;
        }
        TAKEN.fetch_add(more, Ordering::Relaxed);
        before
    }
}
