//! A method that is missing is missed natively too.
use greentic_guest::component::v0_5::control::Guest;
use greentic_guest::Call;

struct Demo;

impl Guest for Demo {
    fn should_cancel(_: &Call) -> bool {
        false
    }
}

greentic_guest::component! { export component::v0_5::control => Demo }

fn main() {}
