//! A flow's kind is one that there is.
greentic_guest::pack! { id: "acme.weather", flows: { "daily" => Events("{}") } }

fn main() {}
