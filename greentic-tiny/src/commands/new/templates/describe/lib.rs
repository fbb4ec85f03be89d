//! The description of `{name}`, and nothing else.

#![cfg_attr(target_family = "wasm", no_std)]
#![forbid(unsafe_code)]

use greentic_guest::json;

greentic_guest::describe!(json::constant(include_str!("../describe.json")));
