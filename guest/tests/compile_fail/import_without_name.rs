//! Functions are called by way of a name.
greentic_guest::component! {
    import secrets_store::v1_0,
}

fn main() {}
