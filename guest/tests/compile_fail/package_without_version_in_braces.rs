//! A path names the version, and the interface where a package has several.
greentic_guest::component! { export component { describe_json: "{}" } }

fn main() {}
