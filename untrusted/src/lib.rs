//! Handles what strangers made: texts, files, and libraries that give up over
//! either.
//!
//! - [`on_one_line`] shows a text that someone else chose.
//! - [`guarded`] calls code that may panic over its input.
//! - [`closest`] finds the world or interface that somebody names in short.
//! - [`files`] opens files in folders that others may write to, and writes files in
//!   whole or not at all.

// docs.rs says of each item which feature it needs.
#![cfg_attr(docsrs, feature(doc_cfg))]

pub mod files;
mod name;
mod panics;
mod text;

pub use name::closest;
pub use panics::{carried, guarded, message};
pub use text::on_one_line;
