//! Whole components, and the rules that must hold of every one of them.

mod allocator;
mod bounds;
mod command;
mod forms;
mod hostile;
mod laws;
mod module;
mod passes;
mod round_trip;
mod smith;
mod support;
mod symbol_maps;
#[cfg(feature = "verify")]
mod verified;
mod wasi;
