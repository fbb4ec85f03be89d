//! A statement that `component!` does not understand is refused, with its text.
greentic_guest::component! { exports component::v1_0::describe_v1 => Demo }

fn main() {}
