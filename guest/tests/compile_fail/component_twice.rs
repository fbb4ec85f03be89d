//! A crate is one component.
greentic_guest::component! { import secrets_store::v1_0 as Secrets }

greentic_guest::component! { with wasi_marker }

fn main() {}
