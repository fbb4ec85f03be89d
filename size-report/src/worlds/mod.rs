//! What each world costs: the smallest component that has all of its exports,
//! built, measured and held to a limit.
//!
//! Such a component answers each call with an empty text, no items, the first
//! case: with as little as the type allows, and with a constant where it can.
//! What it weighs is what the bindings cost before an author writes a line.

pub mod found;
pub mod limit;
pub mod report;
mod survey;
#[cfg(feature = "cli")]
pub mod table;

pub use found::World;
pub use limit::{LIMIT, Limit};
pub use report::{Cost, WorldReport};
pub use survey::survey;
