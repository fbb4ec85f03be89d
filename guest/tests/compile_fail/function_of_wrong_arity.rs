//! A function of an interface is called with the arguments of the WIT.
use greentic_guest::Call;

greentic_guest::component! { export component::v1_0::describe_v1 { describe_json: describe } }

fn describe<'a>(_: &'a Call, text: &'a str) -> &'a str {
    text
}

fn main() {}
