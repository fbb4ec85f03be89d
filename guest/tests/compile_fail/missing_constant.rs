//! A method that can be a constant is missed where it is called: a component's build does.
use greentic_guest::Call;
use greentic_guest::component::v1_0::describe_v1::Guest;

struct Demo;

impl Guest for Demo {}

greentic_guest::component! { export component::v1_0::describe_v1 => Demo }

fn main() {
    Demo::describe_json(&Call::new());
}
