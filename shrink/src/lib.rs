//! Takes the last unneeded byte out of any component.

mod aside;
pub mod core;
mod encode;
pub mod error;
pub mod model;
pub mod options;
pub mod pass;
pub mod prove;
pub mod read;
pub mod report;
mod rounds;
pub mod sections;
mod shrink;
pub mod write;

pub use error::{Error, Refusal};
pub use options::{Class, Options, Treatment};
pub use report::Report;
pub use shrink::{Shrunk, shrink};
