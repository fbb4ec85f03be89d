//! An export has a type, not a name.
struct Demo;

greentic_guest::component! {
    export component::v1_0::describe_v1 as Demo,
}

fn main() {}
