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
//!  |<- 4 KiB grows down |- statics -|- blocks of this call -| free |- not ours ..|
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
//! - `instance` holds the one arena of a component, and exists on wasm only.
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

#![cfg_attr(not(test), no_std)]

mod arena;
pub mod heap;
mod memory;

#[cfg(target_family = "wasm")]
pub mod instance;
#[cfg(target_family = "wasm")]
mod one_thread;

pub use arena::{Arena, LEAST, MAX_ALIGN};
pub use memory::{Memory, PAGE, Words};
