//! Builds what the tests of this workspace run, once, and finds the tool chains
//! and runtimes of others. A leaf: it knows neither the shrinker nor the host,
//! so that tests of either can use it without building the other.
//!
//! - [`fixture`] keeps what takes a build in `target/fixtures`, under the
//!   [`key`] of all that it is made of. A process that finds the key unchanged
//!   starts no Cargo.
//! - [`guests`] has the examples and the components in `conformance/guests` and
//!   `conformance/nodes`.
//! - [`handmade`] has components that were written by hand, hostile ones too.
//! - [`published`] has one node in every shape and made in every way, the
//!   published crates among them.
//! - [`registry`] has crates as they were published, without a build.
//! - [`driver`] asks programs that are built of those.
//! - [`tool_chains`] has components of other tool chains, and [`compose`] plugs
//!   components into each other.
//! - [`browser`] opens pages in Chromium, and does there what people do.
//! - [`command`] has the command `greentic-tiny`.
//! - [`runtimes`] installs the runtimes that are not Rust, and says what was
//!   skipped where that cannot be done.
//! - [`answers`] compares what a component answers with what it should.
//!
//! The program `greentic-testkit` builds all of it ahead of the tests.

pub mod answers;
pub mod browser;
pub mod cargo;
pub mod command;
pub mod compose;
pub mod driver;
pub mod fixture;
pub mod guests;
pub mod handmade;
pub mod key;
pub mod mcp;
pub mod packages;
pub mod published;
pub mod registry;
pub mod runtimes;
pub mod tool_chains;
