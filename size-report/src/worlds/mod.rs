//! The cost of each world: the smallest component that has all of its exports, built,
//! measured and held to a limit.
//!
//! Such a component answers each call with the least value of its type: an empty text, no
//! items, the first case. It answers with a constant if possible. Its size is the cost of
//! the bindings before an author writes a line.

pub mod found;
pub mod limit;
mod measurements;
pub mod report;
#[cfg(feature = "cli")]
pub mod table;

pub use found::World;
pub use limit::{LIMIT, Limit};
pub use measurements::measure_worlds;
pub use report::{Cost, WorldReport};
