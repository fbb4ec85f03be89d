//! Imports have names.
greentic_guest::component_entrypoint!({ manifest: "{}", invoke: invoke, imports: secrets_store::v1_0 });

fn main() {}
