//! The back ends of the host: one suite for all of a kind, and what each has
//! beyond that.

mod absent;
mod config;
mod cost;
mod crash;
mod damage;
mod file;
mod leaks;
mod linked;
mod secrets;
mod stack;
mod state;
