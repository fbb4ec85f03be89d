//! A path names the version, and the interface where a package has several.
greentic_guest::component! { import secrets_store as Secrets }

fn main() {}
