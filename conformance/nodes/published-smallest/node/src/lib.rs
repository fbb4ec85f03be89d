//! `examples/node-minimal` with the published crate.

extern crate alloc;

#[path = "../../../shared/smallest.rs"]
mod smallest;

use greentic_interfaces_guest::component::node;

greentic_interfaces_guest::component_entrypoint!({
    manifest: smallest::manifest,
    invoke: invoke,
});

fn invoke(op: String, input: String) -> node::InvokeResult {
    smallest::invoke(&op, &input)
}
