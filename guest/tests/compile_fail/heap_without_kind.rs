//! `heap!` wants the kind.
greentic_guest::heap!();

fn main() {}
