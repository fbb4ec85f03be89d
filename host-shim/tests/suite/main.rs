//! The host from outside: components written by hand, well-behaved and not,
//! through the library and through the command.

mod cli;
mod files;
mod guests;
mod limits;
mod node;
mod random;
mod traps;
