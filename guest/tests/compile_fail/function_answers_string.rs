//! An answer of a function stays in the memory of the call.
use greentic_guest::Call;

greentic_guest::component! { export component::v1_0::describe_v1 { describe_json: describe } }

fn describe(_: &Call) -> String {
    String::new()
}

fn main() {}
