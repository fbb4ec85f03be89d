//! A path names the version, and the interface where a package has several.
struct Demo;

greentic_guest::component! { export component => Demo }

fn main() {}
