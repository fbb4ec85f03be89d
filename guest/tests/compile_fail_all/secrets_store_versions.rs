//! A component would import 1.1 alone, which hosts of 1.0 do not have.
greentic_guest::component! {
    import secrets_store::v1_0 as Secrets,
    import secrets_store::v1_1 as NewSecrets,
}

fn main() {}
