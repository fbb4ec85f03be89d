//! There is nothing to call in an interface that has only types.
greentic_guest::component! {
    import interfaces_types::v0_1 as Types,
}

fn main() {}
