//! Stores of state: in memory, and in a file (feature `state-redb`).

mod cost;
mod limits;
mod memory;
#[cfg(feature = "state-redb")]
mod name;
#[cfg(feature = "state-redb")]
mod redb;
#[cfg(feature = "state-redb")]
mod rows;

pub use limits::StateLimits;
pub use memory::MemoryState;
#[cfg(feature = "state-redb")]
pub use redb::RedbState;
