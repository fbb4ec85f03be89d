//! Items are parted by commas.
struct Demo;

greentic_guest::component! {
    export component::v1_0::describe_v1 => Demo
    import secrets_store::v1_0 as Secrets
}

fn main() {}
