//! Takes the last unneeded byte out of any component or core module.
//!
//! - [`shrink()`] makes a component smaller: the same world, the same results and
//!   traps, the same calls of imports; and so with a core module.
//! - [`Options`] say which passes to run, and which custom sections stay.
//! - [`Report`] tells how many bytes each pass saved, and which parts were left
//!   alone and why.
//!
//! The parts are of use on their own:
//!
//! - [`read`], [`model`] and [`mod@write`] take a component apart and put it together
//!   again.
//! - [`pass`] has the passes on components, [`core_wasm`] those on core modules.
//! - [`stack`] tells how much stack a component takes at worst.
//! - [`lines`] has the functions and lines of core modules that have debug
//!   information, [`symbol_map`] those of components that were shrunk.
//! - [`mod@validate`] checks that a smaller form is valid, not larger, and of the same
//!   world; `verify` runs both forms.
//!
//! ```
//! use greentic_shrink::{Options, shrink};
//!
//! let component = wat::parse_str(
//!     r#"(component
//!         (core module $module (func (export "a long name") (result i32) i32.const 7))
//!         (core instance $instance (instantiate $module))
//!         (func (export "seven") (result u32)
//!             (canon lift (core func $instance "a long name")))
//!         (@custom "whatever" "padding")
//!     )"#,
//! )?;
//! let shrunk = shrink(&component, &Options::default())?;
//!
//! assert!(shrunk.component.len() + 40 < component.len());
//! assert_eq!(shrunk.report.after, shrunk.component.len());
//! // Shrinking once is enough.
//! let again = shrink(&shrunk.component, &Options::default())?;
//! assert_eq!(again.component, shrunk.component);
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```
//!
//! # How
//!
//! Every pass works on a [`model::Model`], which names definitions by id and not by
//! index. After each pass a tidying up takes out definitions that are dead or
//! double, and brings together those that share a section. The result is taken only
//! if it is smaller, valid with the features that the input used, and of the same
//! world: as WIT text and, independently, structure by structure.
//!
//! # Limits
//!
//! - A component with a start function or with values loses only custom sections
//!   and the dead parts of core modules. WIT packages are left as they are.
//! - A resource that an interface exports keeps its shim: an instance that was
//!   put together cannot export methods. The modules around imports that need
//!   memory stay as well then, for the destructor: it is a function of the main
//!   module, which cannot be instantiated before the resource's type is defined.
//! - The depth to which calls can nest, and the text of a backtrace, may change. Of
//!   several invalid calls of a host another one may be noticed first.

// docs.rs says of each item which feature it needs.
#![cfg_attr(docsrs, feature(doc_cfg))]

#[cfg(feature = "cli")]
pub mod cli;
pub mod core_wasm;
mod encode;
pub mod error;
pub mod lines;
pub mod model;
pub mod options;
pub mod pass;
mod pass_manager;
mod plain;
pub mod read;
pub mod report;
pub mod sections;
mod shrink;
mod split_sections;
pub mod stack;
pub mod symbol_map;
pub mod validate;
#[cfg(feature = "verify")]
pub mod verify;
pub mod write;

pub use error::{Error, Refusal};
pub use options::{Options, SectionKind, SectionPolicy};
pub use report::Report;
pub use shrink::{Shrunk, shrink};
