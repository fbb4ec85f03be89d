//! A description is a text.
greentic_guest::describe!();

fn main() {}
