//! The platform seam: all that the arena asks of the machine below it.
//!
//! A port to another platform edits this file and no other.

#![allow(unsafe_code, reason = "linear memory is reached through raw addresses")]

/// Bytes in a page of WebAssembly memory.
pub const PAGE: u32 = 65_536;

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
    /// - `to..to + len` is a block that the arena has handed out.
    /// - `from..from + len` is in the memory.
    unsafe fn copy(&mut self, from: u32, to: u32, len: u32);

    /// Ends the component: what was asked for cannot be had.
    fn trap(&self) -> !;
}

/// The memory of the component that this code is part of.
#[cfg(target_family = "wasm")]
#[derive(Debug)]
pub(crate) struct LinearMemory;

// SAFETY: both answers are those of the instructions of the same name, whose
// specification is the contract of this trait.
#[cfg(target_family = "wasm")]
unsafe impl Memory for LinearMemory {
    #[allow(clippy::cast_possible_truncation, reason = "at most 65,536 pages")]
    fn pages(&self) -> u32 {
        core::arch::wasm32::memory_size(0) as u32
    }

    #[allow(clippy::cast_possible_truncation, reason = "at most 65,536 pages")]
    fn grow(&mut self, more: u32) -> Option<u32> {
        match core::arch::wasm32::memory_grow(0, more as usize) {
            usize::MAX => None,
            before => Some(before as u32),
        }
    }

    unsafe fn copy(&mut self, from: u32, to: u32, len: u32) {
        let from = core::ptr::with_exposed_provenance::<u8>(from as usize);
        let to = core::ptr::with_exposed_provenance_mut::<u8>(to as usize);
        // SAFETY: the caller promises that both ranges are in the memory, all
        // of which was exposed with `__heap_base`, and that `to` is a block of
        // which no reference exists yet. They may overlap.
        unsafe { core::ptr::copy(from, to, len as usize) }
    }

    fn trap(&self) -> ! {
        core::arch::wasm32::unreachable()
    }
}

// The linker's names for the memory that data and stack leave free.
#[cfg(target_family = "wasm")]
unsafe extern "C" {
    /// Its address is the first free byte.
    pub(crate) static __heap_base: u8;
    /// Its address is the end of the memory that is there from the start.
    pub(crate) static __heap_end: u8;
}
