//! The call arena: where a component's arguments, import results and answers
//! live, for exactly as long as one call takes.
//!
//! The canonical ABI asks a component for memory through `cabi_realloc`. A
//! general allocator behind it costs kilobytes and has to be told, by a
//! post-return function, when each result can go. This crate hands out memory
//! by moving one pointer, and takes all of it back at once when the call has
//! ended:
//!
//! ```text
//!  0        stack      data        base               next   limit     page's end
//!  |<- 16 KiB grows down|- statics -|- blocks of this call -| free |- not ours ..|
//!                                   ^ where the next call begins
//! ```
//!
//! The first region is a static of 32 KiB, which no file holds a byte of. When
//! it is full the arena moves to pages of its own, from `memory.grow`. It never
//! touches what the linker leaves free behind the data (`__heap_base` to
//! `__heap_end`): an allocator in the same component may own that, wasi-libc's
//! `malloc` for one, and grow the memory too.
//!
//! - [`Arena`] is the arithmetic, free of any platform. The one thing that it
//!   does to memory is to copy a block that moves.
//! - [`Memory`] is what it asks of the platform; `memory.rs` is the only file
//!   to edit for a port.
//! - `instance` holds the one arena of a component. It exists on wasm only, and only for
//!   `greentic-guest`.
//! - [`heap`] has global allocators for components that want one. None of it is in any
//!   other component.
//!
//! This crate is internal: authors use `greentic-guest`, whose `Call` is the
//! safe face of it.
//!
//! # The states of a component
//!
//! | state | `realloc` | `enter` | `leave` |
//! | --- | --- | --- | --- |
//! | idle | a block, for an argument of the next call | live | |
//! | live | a block, for the handler or for an import's result | traps | idle |
//!
//! Entering while live traps: the nested call's return would take the memory
//! back under the outer one. A component that trapped while live stays so, and
//! every later call traps too, as the component model demands of an instance
//! that trapped. A component that imports no function cannot be entered while
//! live; it does without the state, and [`Arena::rewind`] takes the place of
//! `leave`.
//!
//! A host that gives up half-way through lowering arguments leaves blocks
//! behind; they go with the next call that ends. Should such leftovers ever
//! fill the memory, the component traps.
//!
//! # Outside a component
//!
//! Any memory will do, a vector as well:
//!
//! ```
//! use greentic_guest_alloc::heap::{Blocks, Bump, Counted, FreeList, Regions, TABLE};
//! use greentic_guest_alloc::{Arena, LEAST, MAX_ALIGN, Memory, PAGE, Words};
//! use std::panic::{AssertUnwindSafe, catch_unwind};
//! use std::ptr::without_provenance as address;
//!
//! /// At most eight pages, of which the first is there from the beginning.
//! struct Pages(Vec<u8>);
//!
//! impl Pages {
//!     fn new() -> Self {
//!         Self(vec![0; PAGE as usize])
//!     }
//! }
//!
//! // SAFETY: the vector ends where the pages do, and nobody else makes it longer.
//! unsafe impl Memory for Pages {
//!     fn pages(&self) -> u32 {
//!         self.0.len() as u32 / PAGE
//!     }
//!
//!     fn grow(&mut self, more: u32) -> Option<u32> {
//!         let before = self.pages();
//!         let after = before.checked_add(more).filter(|&after| after <= 8)?;
//!         self.0.resize((after * PAGE) as usize, 0);
//!         Some(before)
//!     }
//!
//!     unsafe fn copy(&mut self, from: u32, to: u32, len: u32) {
//!         let (from, to, len) = (from as usize, to as usize, len as usize);
//!         self.0.copy_within(from..from + len, to);
//!     }
//!
//!     fn trap(&self) -> ! {
//!         panic!("the component traps")
//!     }
//!
//!     fn traps(&self) -> bool {
//!         false
//!     }
//! }
//!
//! // SAFETY: both go to the same four bytes.
//! unsafe impl Words for Pages {
//!     unsafe fn load(&self, at: u32) -> u32 {
//!         u32::from_le_bytes(*self.0[at as usize..].first_chunk().unwrap())
//!     }
//!
//!     unsafe fn store(&mut self, at: u32, value: u32) {
//!         *self.0[at as usize..].first_chunk_mut().unwrap() = value.to_le_bytes();
//!     }
//! }
//!
//! /// Returns an arena in the first page of a memory that is its own.
//! fn arena() -> Arena<Pages> {
//!     let (base, limit) = (MAX_ALIGN as usize, (MAX_ALIGN + LEAST) as usize);
//!     // SAFETY: multiples of 16 in a page that nobody else knows, `LEAST` bytes apart.
//!     unsafe { Arena::new(address(base), address(limit), Pages::new()) }
//! }
//!
//! // The calls of a component: what one was given is there for the next one.
//! let mut calls = arena();
//! calls.enter();
//! // SAFETY: no block is old, and 8 is a power of two.
//! let first = unsafe { calls.realloc(0, 0, 8, 100) };
//! // SAFETY: a block of 100 bytes, which is not used by its old address any more.
//! let grown = unsafe { calls.realloc(first, 100, 8, 200) };
//! assert_eq!((first, grown), (MAX_ALIGN, MAX_ALIGN));
//! // One call inside another traps.
//! assert!(catch_unwind(AssertUnwindSafe(|| calls.enter())).is_err());
//! // SAFETY: nobody uses `grown` any more.
//! unsafe { calls.leave() };
//! // SAFETY: no block is old.
//! let more = unsafe { calls.realloc(0, 0, 4, LEAST + 1) };
//! assert_eq!(more, PAGE, "others own what is behind the first region");
//! // SAFETY: nobody uses `more` any more.
//! unsafe { calls.rewind() };
//! // SAFETY: no block is old. The memory ends first, and `traps` says to go on.
//! assert_eq!(unsafe { calls.realloc(0, 0, 4, 9 * PAGE) }, 0);
//!
//! /// Returns whether a heap hands out for a second time what was given back, with
//! /// another block alive and without.
//! fn reuses(heap: &mut impl Blocks) -> (bool, bool) {
//!     // SAFETY: 8 is a power of two, and each block is given back once, as large as it
//!     // is then.
//!     unsafe {
//!         let (block, other) = (heap.alloc(8, 40), heap.alloc(8, 40));
//!         heap.dealloc(block, 40);
//!         let again = heap.alloc(8, 40);
//!         let larger = heap.realloc(again, 40, 8, 80);
//!         heap.dealloc(other, 40);
//!         heap.dealloc(larger, 80);
//!         (again == block, heap.alloc(8, 40) == block)
//!     }
//! }
//!
//! // SAFETY: nothing was handed out of the arena.
//! let mut bump = unsafe { Bump::new(arena()) };
//! assert_eq!(reuses(&mut bump), (false, false));
//! // SAFETY: as before.
//! let mut counted = unsafe { Counted::new(Bump::new(arena())) };
//! assert_eq!(reuses(&mut counted), (false, true));
//! let (table, room) = (8, 8 + TABLE as usize);
//! // SAFETY: 4096 bytes of a page that nobody else knows.
//! let regions = unsafe { Regions::new(address(room), 4096, Pages::new()) };
//! // SAFETY: zeros before those, in the same page. All are multiples of 8.
//! let mut list = unsafe { FreeList::new(address(table), regions) };
//! assert_eq!(reuses(&mut list), (true, true));
//!
//! // SAFETY: a part of a page that nobody else knows.
//! let mut regions = unsafe { Regions::new(address(64), 1024, Pages::new()) };
//! assert_eq!(regions.take(100), (64, 1024));
//! assert_eq!(regions.take(100), (PAGE, PAGE));
//! ```

// docs.rs says of each item which feature it needs.
#![cfg_attr(docsrs, feature(doc_cfg))]
#![cfg_attr(not(test), no_std)]

mod arena;
pub mod heap;
mod memory;

/// For the code of a component that `greentic-guest` makes.
#[doc(hidden)]
#[cfg(target_family = "wasm")]
pub mod instance;
#[cfg(target_family = "wasm")]
mod one_thread;

pub use arena::{Arena, LEAST, MAX_ALIGN};
pub use memory::{Memory, PAGE, Words};
