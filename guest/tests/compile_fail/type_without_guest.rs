//! A type that answers nothing yet.
struct Demo;

greentic_guest::component! { export component::v1_0::describe_v1 => Demo }

fn main() {}
