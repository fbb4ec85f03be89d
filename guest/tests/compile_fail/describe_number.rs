//! A description is no number.
greentic_guest::describe!(5);

fn main() {}
