//! Reading and writing changes nothing that matters.

use greentic_shrink::validate::{Depth, Requirements};
use greentic_shrink::{Options, SectionKind, SectionPolicy, read, write};

use crate::support::components;
use crate::support::examples::example;

#[test]
fn every_component_is_the_same_after_reading_and_writing() {
    for component in components() {
        let name = &component.name;
        let model = read::read(&component.bytes).unwrap_or_else(|error| panic!("{name}: {error}"));
        let written = write::write(&model).unwrap_or_else(|error| panic!("{name}: {error}"));
        let requirements = Requirements::of(&component.bytes).unwrap();
        if let Err(refusal) = requirements.check(&written, Depth::Bodies) {
            panic!("{name}: {refusal}");
        }
        let again = write::write(&read::read(&written).unwrap()).unwrap();
        assert!(
            again == written,
            "{name}: written twice, it is not the same"
        );
    }
}

#[test]
fn names_stay_with_what_they_name() {
    let text = wasmprinter::print_bytes(&example("node-secrets").bytes).unwrap();
    let options = Options::default().custom(SectionKind::Names, SectionPolicy::Keep);
    let shrunk = greentic_shrink::shrink(&example("node-secrets").bytes, &options).unwrap();
    let after = wasmprinter::print_bytes(&shrunk.component).unwrap();
    for line in [
        "(core instance $main",
        "(func $get-manifest",
        "(export $greentic:component/node@0.5.0",
    ] {
        assert!(text.contains(line), "{text}");
        assert!(after.contains(line), "{after}");
    }
    // It is the very same function: the function that it is lifted from shows that.
    let lift = after
        .lines()
        .find(|line| line.contains("(func $invoke-stream"))
        .unwrap();
    assert!(lift.contains("#invoke-stream"), "{lift}");
}

#[test]
fn what_is_not_understood_says_so() {
    let component =
        wat::parse_str(r#"(component (import "v" (value $v u32)) (export "w" (value $v)))"#)
            .unwrap();
    let refusal = read::read(&component).unwrap_err();
    assert!(refusal.to_string().contains("values"), "{refusal}");
    // And is given back as it is but for its names.
    let shrunk = greentic_shrink::shrink(&component, &Options::default()).unwrap();
    assert!(component.starts_with(&shrunk.component));
    assert!(shrunk.component.len() < component.len());
    assert_eq!(shrunk.report.notes.len(), 1);
}
