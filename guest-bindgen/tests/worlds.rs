//! The bindings that are checked in are those that the generator gives.

mod support;

use std::collections::BTreeSet;
use std::path::Path;

use greentic_guest_bindgen::Wit;
use support::diff;

const WORLDS: &str = "../guest/src/worlds";
const COMMAND: &str = "cargo run -p greentic-guest-bindgen -- generate wit --modules guest/src/worlds --runtime crate";

#[test]
fn the_worlds_of_the_guest_are_up_to_date() {
    let files = Wit::read("../wit")
        .and_then(|wit| wit.bindings_with_runtime("crate"))
        .expect("bindings of our own WIT")
        .files();
    let mut complaints = Vec::new();
    for (name, text) in &files {
        let path = Path::new(WORLDS).join(name);
        let present = std::fs::read_to_string(&path).unwrap_or_default();
        if present != *text {
            complaints.push(diff(&path, &present, text));
        }
    }
    let generated: BTreeSet<_> = files.into_iter().map(|(name, _)| name).collect();
    for entry in std::fs::read_dir(WORLDS).expect("the worlds") {
        let name = entry
            .expect("a file")
            .file_name()
            .into_string()
            .expect("text");
        if !generated.contains(&name) {
            complaints.push(format!("{WORLDS}/{name} comes from no package: remove it"));
        }
    }
    assert!(
        complaints.is_empty(),
        "{}\nthis writes them anew:\n{COMMAND}",
        complaints.join("\n")
    );
}
