//! A value on the stack of a handler is not an answer.
use greentic_guest::Call;
use greentic_guest::component::v1_0::describe_v1::Guest;

struct Demo;

impl Guest for Demo {
    fn describe_json<'a>(_: &'a Call) -> &'a str {
        let local = String::from("{}");
        &local
    }
}

fn main() {}
