//! What `component!` does not understand, it says so of.
greentic_guest::component! { exports component::v1_0::describe_v1 => Demo }

fn main() {}
