//! Placeholder.
pub mod cause;
#[cfg(feature = "cli")]
pub mod cli;
mod core;
pub mod diff;
pub mod error;
pub mod explain;
mod file;
pub mod graph;
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
pub use graph::Graph;
pub use model::Model;
pub use names::{Aids, Names};
pub use part::{Kind, Part, PartId, Section};
