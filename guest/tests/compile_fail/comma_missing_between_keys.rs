//! A missing comma between two keys is pointed out.
greentic_guest::component_entrypoint!({ manifest: "{}" invoke: invoke });

fn main() {}
