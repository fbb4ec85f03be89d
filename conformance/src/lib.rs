//! Proves the components that the bindings make against runtimes and tools
//! that others wrote. Nothing here is published; the tests are what counts.
//!
//! - [`guests`] builds the examples and the components in `guests/`.
//! - [`compose`] plugs components into each other.
//! - [`tool_chains`] has components of other tool chains, which the shrinker
//!   has to cope with.
//! - [`runtimes`] installs the runtimes that are not Rust, and says what was
//!   skipped where that cannot be done.
//! - [`shrunk`] makes their shrunk forms, which run wherever the plain ones do.
//! - [`answers`] compares what a component answers with what it should.
//! - [`published`] has one node in every shape and made in every way, the
//!   published crates among them.
//! - [`mirror`] sends values through components and compares what arrives.

pub mod answers;
pub mod compose;
pub mod guests;
pub mod mirror;
pub mod published;
pub mod runtimes;
pub mod shrunk;
pub mod tool_chains;
