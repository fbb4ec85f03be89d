//! A package is no interface, imported neither.
greentic_guest::component! { import component::v0_5 as Control }

fn main() {}
