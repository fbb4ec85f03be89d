//! Measures components and core modules, holds them to a budget, and keeps their sizes.
//!
//! - [`input::find`] finds files: one, those of a folder, or those that Cargo builds.
//! - [`measure()`] splits a file into parts, so that each byte belongs to one.
//! - [`Comparison`] has the same component made in several ways.
//! - [`readme`] writes the tables of a README.
//! - [`compress`] has the compressors for the compressed sizes.
//! - [`Artifacts`] is a component or a core module, linked and shrunk.
//! - [`report`] combines all of that with the facts that a host knows about a file.
//! - [`page`] makes one page of HTML about files.
//! - [`Budgets`] is `size-budgets.toml`: the limits for each component. [`budget::own`]
//!   reads it for any project.
//! - [`Snapshot`] is the sizes at one time: the baseline, and a line of the history.
//! - [`check`] checks files against budgets, the baseline and the last release.
//!
//! ```
//! let component = wat::parse_str(
//!     r#"(component
//!         (core module (memory 1) (func (export "f") nop))
//!     )"#,
//! )?;
//! let sizes = greentic_size_track::measure(&component)?;
//!
//! assert_eq!(sizes.core_modules, 1);
//! assert_eq!(sizes.memory_pages, 1);
//! // Every byte has exactly one owner.
//! assert_eq!(
//!     sizes.bytes,
//!     sizes.core_bytes + sizes.wrapper_bytes + sizes.custom_bytes
//! );
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```
//!
//! # Limits
//!
//! Compressed bytes are those of the compressors of [`compress`]. Other programs differ by a
//! few bytes.

// docs.rs says of each item which feature it needs.
#![cfg_attr(docsrs, feature(doc_cfg))]

pub mod artifacts;
pub mod budget;
pub mod chart;
pub mod check;
#[cfg(feature = "cli")]
pub mod cli;
pub mod comparison;
pub mod compress;
pub mod environment;
pub mod file;
pub mod input;
pub mod measure;
pub mod page;
pub mod progress;
pub mod project;
pub mod readme;
pub mod report;
mod shown;
pub mod snapshot;
pub mod stack;
pub mod toolchain;
pub mod violation;

pub use artifacts::Artifacts;
pub use budget::{Budget, Budgets};
pub use comparison::Comparison;
pub use input::Input;
pub use measure::{Measurement, measure};
pub use snapshot::{Sizes, Snapshot};
pub use violation::Violation;
