//! A field of a flow is one that there is.
greentic_guest::pack! { id: "acme.weather", flows: { "daily" => Event("{}") { tag: ["a"] } } }

fn main() {}
