//! Proves the components that the bindings make against runtimes and tools
//! that others wrote. Nothing here is published; the tests are what counts.
//!
//! The components that they run, and the runtimes, are those of
//! `greentic-testkit`.
//!
//! - [`fuel`] counts the work of components that a test makes.
//! - [`generated`] builds components whose sources a generator wrote.
//! - [`shrunk`] makes their shrunk forms, which run wherever the plain ones do.
//! - [`marginal`] measures what one thing more costs a component.
//! - [`plain`] measures core modules of the registries.
//! - [`roundtrip`] sends values through components and compares what arrives.

pub mod fuel;
pub mod generated;
pub mod marginal;
pub mod plain;
pub mod roundtrip;
pub mod shrunk;
