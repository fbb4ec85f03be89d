//! A key that a pack does not have is named.
greentic_guest::pack! { id: "acme.weather", flow: {}, flows: {} }

fn main() {}
