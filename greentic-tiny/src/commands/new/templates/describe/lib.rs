//! The description of `{name}`, and nothing else.

#![cfg_attr(target_family = "wasm", no_std)]
#![forbid(unsafe_code)]

greentic_guest::describe!(include_str!("../describe.json"));
