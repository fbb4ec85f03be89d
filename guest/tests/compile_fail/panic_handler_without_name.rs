//! A panic handler has a name.
greentic_guest::component! {
    import secrets_store::v1_0 as Secrets,
    with panic_handler,
}

fn main() {}
