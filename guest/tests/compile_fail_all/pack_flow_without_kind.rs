//! A flow has a kind.
greentic_guest::pack! { id: "acme.weather", flows: { "daily" => r#"{"nodes":{}}"# } }

fn main() {}
