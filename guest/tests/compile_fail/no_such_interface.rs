//! An interface that does not exist is named.
struct Demo;

greentic_guest::component! { export component::v1_0::describe => Demo }

fn main() {}
