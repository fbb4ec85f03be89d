//! The passes on core modules, against the text of the expected modules, and
//! against Wasmtime, which must see no difference.

mod behaviour;
mod fuzz;
mod hostile;
mod outline;
mod real;
mod rename;
mod split;
mod stores;
mod strip;
mod support;
mod sweep;
mod tighten;
mod trim;
mod wasm_opt;
