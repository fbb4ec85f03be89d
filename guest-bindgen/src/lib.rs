//! Generates `greentic-guest` bindings from WIT.
//!
//! For every package of a WIT folder it writes Rust modules, one an interface:
//! types that have the canonical ABI's layout, a trait for components that
//! export the interface and one for those that import it, and what the
//! `component!` macro of `greentic-guest` needs to put either into a component.
//! `ARCHITECTURE.md` explains the design.
//!
//! ```no_run
//! // build.rs
//! fn main() -> Result<(), greentic_guest_bindgen::Error> {
//!     println!("cargo::rerun-if-changed=wit");
//!     let wit = greentic_guest_bindgen::Wit::read("wit")?;
//!     let bindings = wit.bindings()?;
//!     bindings.write(std::path::Path::new(&std::env::var("OUT_DIR").unwrap()).join("bindings.rs"))
//! }
//! ```
//!
//! ```ignore
//! // src/lib.rs
//! pub mod bindings {
//!     include!(concat!(env!("OUT_DIR"), "/bindings.rs"));
//! }
//!
//! greentic_guest::component! {
//!     export crate::bindings::my_package_1_0_0::my_interface => MyComponent,
//! }
//! ```
//!
//! # Features
//!
//! - `cli` (on by default): the command `guest-bindgen`. Build scripts have no use
//!   for it.
//! - `repository` (off by default): the generators of what is checked in beside
//!   the WIT of greentic-tiny itself, `catalogue`, `host` and `worlds`. Build
//!   scripts have no use for them.
//!
//! # Limits
//!
//! Resources, futures, streams, async functions, error contexts, maps and lists
//! of fixed length are refused by name; so are functions and interfaces that
//! are defined in a world rather than in an interface of their package, and
//! items whose unstable feature was not asked for. What the root package does
//! not reach of its dependencies is left out instead, and
//! [`Options::worlds`] narrows down what has to be in scope.

// docs.rs says of each item which feature it needs.
#![cfg_attr(docsrs, feature(doc_cfg))]
#![allow(
    clippy::format_push_string,
    clippy::format_collect,
    reason = "text is put together from text: what that costs is not felt, how it reads is"
)]

#[cfg(feature = "cli")]
pub mod cli;
mod config_schema;
mod contract;
mod error;
mod file;
mod format;
mod guest;
mod published;
mod wit;

#[cfg(feature = "repository")]
pub mod catalogue;
#[cfg(feature = "repository")]
pub mod host;

pub use config_schema::ConfigSchema;
pub use error::Error;
pub use format::rustfmt;
pub use guest::{Answers, Bindings, Module, Options, Stub};
pub use published::{Published, modules_of, published};
pub use wit::Wit;
pub use wit::exported::Exported;
pub use wit::selection::Skipped;

#[cfg(feature = "repository")]
pub use {contract::abi_lock, file::write, guest::worlds};
