//! The heaps against a naive model, on a memory made of ordinary bytes.
//!
//! As for the arena the model keeps a list of the blocks that are alive and what was
//! written to them. After every step each of them is in memory of the heap, aligned,
//! clear of all others, and holds what was written to it; what was freed was
//! overwritten before. The records of the free list are walked after every step too.

#![allow(unsafe_code, reason = "keeps to the contract of the heaps")]

#[path = "../fake/mod.rs"]
#[allow(dead_code, reason = "shared with the tests of the arena")]
mod fake;
mod kinds;
mod laws;
mod model;
mod walker;
