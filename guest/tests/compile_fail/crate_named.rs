//! The paths of interfaces begin below the crate.
greentic_guest::component! { import greentic_guest::secrets_store::v1_0 as Secrets }

fn main() {}
