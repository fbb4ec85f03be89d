//! A pack has flows.
greentic_guest::pack! { id: "acme.weather" }

fn main() {}
