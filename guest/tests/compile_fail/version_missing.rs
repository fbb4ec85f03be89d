//! A package without its version is no interface.
struct Demo;

greentic_guest::component! { export component => Demo }

fn main() {}
