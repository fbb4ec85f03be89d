//! A component has one heap. In a component it is the compiler that says so, of global
//! allocators.
greentic_guest::heap!(call);
greentic_guest::heap!(bump);

fn main() {}
