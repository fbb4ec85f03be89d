//! A function that an interface does not have is named, with those that it has.
greentic_guest::component! { export component::v1_0::describe_v1 { describe: "{}" } }

fn main() {}
