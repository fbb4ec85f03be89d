//! Somebody has to answer for an interface that has functions.
greentic_guest::component! {
    export component::v1_0::describe_v1,
}

fn main() {}
