//! A package is no interface: its interfaces are named.
struct Demo;

greentic_guest::component! { export component::v0_5 => Demo }

fn main() {}
