//! The passes on core modules, against the text of the expected modules, and
//! against Wasmtime, which must see no difference.

mod behaviour;
mod compact;
mod dce;
mod fuzz;
mod hostile;
mod outline;
mod real;
mod rename;
mod simplify;
mod split;
mod stores;
mod strip;
mod support;
mod wasm_opt;
