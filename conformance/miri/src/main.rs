//! A component, and what a host does with it, for Miri on wasm32.
//!
//! The host asks `cabi_realloc` for the blocks of the arguments, lowers them,
//! calls the core function, asks for more in the middle of it, and reads the
//! answer after the return: with real pointers of 32 bits, so that Miri sees
//! every block that is too small, not aligned, not written or somebody else's.

#![no_std]
#![no_main]

extern crate alloc;

mod component;
mod host;

/// The function with which Miri begins.
#[unsafe(no_mangle)]
fn miri_start(_: isize, _: *const *const u8) -> isize {
    host::run();
    0
}
