//! The keys of a node stand in braces.
greentic_guest::component_entrypoint!(manifest: "{}", invoke: invoke);

fn main() {}
