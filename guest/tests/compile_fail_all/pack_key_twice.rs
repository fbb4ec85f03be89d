//! A key of a pack stands once.
greentic_guest::pack! { id: "acme.weather", id: "acme.weather", flows: {} }

fn main() {}
