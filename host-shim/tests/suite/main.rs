//! The host from outside: components written by hand, well-behaved and not,
//! through the library and through the command.

mod by_name;
mod compile;
mod costs;
mod endings;
mod files;
mod forms;
mod guests;
mod limits;
mod node;
mod random;
mod spelling;
mod stack;
mod traps;
