//! An interface is exported once.
use greentic_guest::Call;
use greentic_guest::component::v1_0::describe_v1::Guest;

struct Demo;

impl Guest for Demo {
    fn describe_json<'a>(_: &'a Call) -> &'a str {
        "{}"
    }
}

greentic_guest::component! {
    export component::v1_0::describe_v1 => Demo,
    export component::v1_0::describe_v1 => Demo,
}

fn main() {}
