//! A setting is said once.
greentic_guest::component! {
    with wasi_marker,
    import secrets_store::v1_0 as Secrets,
    with wasi_marker,
}

fn main() {}
