//! A package is no interface, in braces neither.
greentic_guest::component! { export component::v1_0 { describe_json: "{}" } }

fn main() {}
