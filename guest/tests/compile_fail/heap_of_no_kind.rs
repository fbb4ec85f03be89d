//! A kind of heap that there is not: the message has those that there are.
greentic_guest::heap!(cal);

fn main() {}
