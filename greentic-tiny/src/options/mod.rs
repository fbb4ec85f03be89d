//! Options that several commands share, and the values that they become.

pub(crate) mod calling;
pub(crate) mod context;
pub(crate) mod engine;
pub(crate) mod exposed;
pub(crate) mod host;
pub(crate) mod key;
pub(crate) mod limits;
mod refusals;
pub(crate) mod run;
pub(crate) mod secrets;
