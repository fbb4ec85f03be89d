//! The inputs of a flow, held against envelopes that `greentic-types` writes.
#![cfg(feature = "json")]

// By this name, for the tests of a later release of that crate share `random`.
extern crate greentic_types as types;

#[cfg(feature = "cbor")]
mod cbor;
mod near_misses;
mod random;
