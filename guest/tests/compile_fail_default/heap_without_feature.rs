//! The heap of a crate of others is behind a feature, which the message names.
greentic_guest::heap!(dlmalloc);

fn main() {}
