//! Says of every byte of a WebAssembly file what it is, what it is for, and what keeps it
//! in.
//!
//! It takes any component and any core module, and needs no engine:
//!
//! - [`Model`] has the parts of a file, one within the other: components, core modules,
//!   sections, functions, data segments, types, imports. Each byte belongs to one of them.
//! - [`File`] has the model and the names of functions: its own, those that a symbol map or a
//!   [twin](Aids::twin) knows, and with DWARF the lines.
//! - [`explain()`] groups all bytes by crate, function, section, line or [`Cause`].
//! - [`explain::keeps`] finds the chain of references that keeps a part in,
//!   [`explain::retained`] the bytes that would go together with it.
//! - [`diff()`] finds the parts that grew, shrank, came and went between two files.
//!
//! ```
//! use greentic_size_model::explain::{Key, Wanted, explain, keeps};
//! use greentic_size_model::{Aids, Cause, File};
//!
//! let bytes = wat::parse_str(
//!     r#"(module
//!         (func $core::fmt::write nop nop nop nop)
//!         (func $shop::total (export "total") (call $core::fmt::write)))"#,
//! )?;
//! let file = File::read(&bytes, &Aids::none())?;
//!
//! let explained = explain(&file, Key::Cause);
//! let formatting = explained.groups.iter().find(|group| group.cause == Some(Cause::Formatting));
//! assert_eq!(formatting.unwrap().bytes, 7);
//! let chain = keeps(&file, Wanted::Function("core::fmt")).unwrap();
//! assert_eq!(chain.steps[0].name, "core export total");
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```
//!
//! # Limits
//!
//! - Files are parsed and not validated. A damaged part refers to nothing. A file that
//!   cannot be parsed to its end is an error.
//! - A constant in code counts as an address of data if data lies there. A call through a
//!   table leads to the function at a constant place, else to all functions of the type.
//!   Functions that code writes into a table are not seen.
//! - Names of C++ stay as they are.

// docs.rs says of each item which feature it needs.
#![cfg_attr(docsrs, feature(doc_cfg))]

pub mod cause;
mod core;
pub mod diff;
pub mod error;
pub mod explain;
mod file;
mod graph;
pub mod model;
pub mod names;
pub mod numerals;
pub mod part;
mod read;

pub use cause::Cause;
pub use diff::diff;
pub use error::Error;
pub use explain::explain;
pub use file::File;
pub use model::Model;
pub use names::{Aids, Names};
pub use part::{Kind, Part, PartId, Section};
