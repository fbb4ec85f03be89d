//! Builds, runs and measures Greentic components, and holds them to a budget.
//!
//! The `greentic-size-report` command does all of it for every example of a
//! workspace; the parts are of use on their own:
//!
//! - [`measure()`] splits a component into parts, so that each byte belongs to one.
//! - [`Budgets`] is `size-budgets.toml`: how large each component may be.
//! - [`Answers`] is `examples/NAME/answers.toml`: what each component says
//!   when it is called. [`Answers::check`] compares that with what it
//!   really says.
//! - [`Workspace`] finds the examples, [`Workspace::build`] builds one of them
//!   so that the environment cannot change the result.
//! - [`measure_examples()`] puts them together to a [`Report`].
//! - [`model`] says of every byte of any component or core module what it is for and what
//!   keeps it in, and finds the differences between two of them.
//! - [`native::Native`] measures the code that Wasmtime makes of a file, and the memory
//!   that an instance takes.
//! - [`Generated`] builds components whose sources a program wrote.
//! - [`compare`](mod@compare) makes the same component in several ways and measures them side
//!   by side (feature `compare`).
//! - [`twice()`](twice::twice) checks whether builds repeat.
//! - [`worlds::measure_worlds()`] says what each world of the WIT costs at least.
//!
//! ```
//! let component = wat::parse_str(
//!     r#"(component
//!         (core module (memory 1) (func (export "f") nop))
//!     )"#,
//! )?;
//! let sizes = greentic_size_report::measure(&component)?;
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
//! - A build also depends on settings beside the environment, such as a `[profile]` in
//!   `$CARGO_HOME/config.toml`. They are taken as they are.

// docs.rs says of each item which feature it needs.
#![cfg_attr(docsrs, feature(doc_cfg))]

pub mod answers;
pub mod artifact;
#[cfg(feature = "cli")]
pub mod cli;
#[cfg(feature = "compare")]
pub mod compare;
pub mod expectations;
pub mod functions;
pub mod generated;
pub mod link_flags;
pub mod measurements;
pub mod native;
mod node;
pub mod report;
#[cfg(feature = "cli")]
pub mod table;
pub mod twice;
pub mod workspace;
pub mod worlds;

pub use answers::Answers;
pub use generated::Generated;
pub use greentic_size_model as model;
pub use greentic_size_track as track;
pub use greentic_size_track::{
    Artifacts, Budget, Budgets, Measurement, Violation, artifacts, budget, environment, file,
    measure, progress, stack, toolchain, violation,
};
pub use link_flags::LinkFlags;
pub use measurements::measure_examples;
pub use report::Report;
pub use workspace::Workspace;
