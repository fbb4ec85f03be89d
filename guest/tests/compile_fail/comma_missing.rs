//! Items are parted by commas.
greentic_guest::component! {
    import secrets_store::v1_0 as Secrets
    import secrets_store::v1_0 as Store
}

fn main() {}
