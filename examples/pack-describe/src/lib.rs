//! A component that describes what a pack offers and runs nothing of it: a pack can be
//! read, checked and set up before there is anything to run.
//!
//! The platform reads the CBOR of `describe`, and knows the schemas by their hash. All of
//! it is made when the component is compiled, and is data of it.

#![cfg_attr(target_family = "wasm", no_std)]
#![forbid(unsafe_code)]

#[cfg(test)]
mod tests;

use greentic_guest::cbor;

greentic_guest::component! {
    export component::v0_6::component_descriptor {
        get_component_info: const INFO,
        describe: const DESCRIPTION,
    },
}

/// The field `info` of the description: the identity of the component.
const INFO: &[u8] = cbor::constant!({
    "id": "acme.greeter",
    "version": "1.0.0",
    "role": "tool",
    "display_name": {"key": "greeter.name", "fallback": "Greeter"}
});

const DESCRIPTION: &[u8] = cbor::from_json_const!(include_str!("describe.json"));
