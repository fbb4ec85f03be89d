//! Reading and writing changes nothing that matters.

mod support;

use greentic_shrink::prove::{Depth, Proof};
use greentic_shrink::{read, write};

#[test]
fn every_component_is_the_same_after_reading_and_writing() {
    for (name, bytes) in support::components() {
        let model = match read::read(&bytes) {
            Ok(model) => model,
            Err(refusal) => panic!("{name}: {refusal}"),
        };
        let written = write::write(&model).unwrap_or_else(|error| panic!("{name}: {error}"));
        let proof = Proof::of(&bytes).unwrap();
        if let Err(refusal) = proof.check(&written, Depth::Bodies) {
            panic!("{name}: {refusal}");
        }
        // What was written reads the same once more.
        let again = write::write(&read::read(&written).unwrap()).unwrap();
        assert!(again == written, "{name}: written twice, it is not the same");
    }
}
