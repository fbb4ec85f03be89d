//! Measures components and core modules, holds them to a budget, and keeps their sizes.
//!
//! - [`measure()`] says which byte of a file belongs to what.
//! - [`Forms`] is a component as the linker left it, and shrunk.
//! - [`Budgets`] is `size-budgets.toml`: how large each component may be.
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
//! Gzip bytes are those of this crate's compressor at its best level, without a file name
//! or time. Other compressors differ by a few bytes.

// docs.rs says of each item which feature it needs.
#![cfg_attr(docsrs, feature(doc_cfg))]

pub mod broken;
pub mod budget;
pub mod environment;
pub mod file;
pub mod forms;
pub mod measure;
pub mod progress;
pub mod stack;
pub mod toolchain;

pub use broken::Broken;
pub use budget::{Budget, Budgets};
pub use forms::Forms;
pub use measure::{Measurement, measure};
