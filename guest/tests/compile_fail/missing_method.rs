//! A method that is missing is missed natively too.
use greentic_guest::component::v1_0::describe_v1::Guest;

struct Demo;

impl Guest for Demo {}

greentic_guest::component! { export component::v1_0::describe_v1 => Demo }

fn main() {}
