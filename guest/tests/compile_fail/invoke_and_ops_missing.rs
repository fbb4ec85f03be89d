//! A node answers something.
greentic_guest::component_entrypoint!({ manifest: "{}" });

fn main() {}
