//! A function that an interface has is missed.
greentic_guest::component! { export secrets_store::v1_0 { } }

fn main() {}
