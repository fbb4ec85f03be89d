//! Core modules of the registries: what shrinking gains on them, beside wasm-opt, and
//! whether they do the same afterwards.
//!
//! `conformance/plain-modules.toml` lists them, with what they must be byte for byte. They
//! are fetched by the clients of their registries and are no part of this repository.

mod list;
mod measure;
mod table;

pub use self::list::{Listed, listed};
pub use self::measure::{Alike, Peers, Row, measure};
pub use self::table::{faults, line, table};
