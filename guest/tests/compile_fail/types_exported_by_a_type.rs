//! Nothing answers for an interface that has only types.
struct Demo;

greentic_guest::component! {
    export interfaces_types::v0_1 => Demo,
}

fn main() {}
