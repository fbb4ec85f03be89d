//! The type sections of generated code say what they should, and
//! wit-component puts them together.

mod support;

use greentic_guest_bindgen::Wit;
use support::sections::sections;
use wasm_encoder::{CustomSection, Module};
use wit_component::metadata::{Bindgen, decode};
use wit_parser::{WorldItem, WorldKey};

#[test]
fn every_section_has_its_interface_in_its_direction() {
    let mut inputs = vec!["../wit".into()];
    inputs.extend(
        support::cases()
            .iter()
            .filter(|case| case.join("expected.rs").exists())
            .filter_map(|case| support::input(case)),
    );
    let mut seen = 0;
    for input in inputs {
        let text = Wit::read(&input)
            .and_then(|wit| wit.bindings())
            .expect("bindings")
            .text();
        for ((interface, direction), section) in sections(&text) {
            let (imports, exports) = interfaces(&component(&[section]));
            if direction == "export" {
                assert_eq!(exports, [interface], "{}", input.display());
            } else {
                // It comes with those that it uses types of.
                assert!(imports.contains(&interface), "{interface}: {imports:?}");
                assert_eq!(exports, <[String; 0]>::default());
            }
            seen += 1;
        }
    }
    assert!(seen > 20, "only {seen} sections were found");
}

#[test]
fn sections_of_one_component_merge() {
    let text = Wit::read("../wit")
        .and_then(|wit| wit.bindings())
        .expect("bindings")
        .text();
    let sections = sections(&text);
    let node = "greentic:component/node@0.5.0".to_owned();
    let secrets = "greentic:secrets-store/secrets-store@1.0.0".to_owned();
    let both = [
        sections[&(node.clone(), "export")].clone(),
        sections[&(secrets.clone(), "import")].clone(),
    ];
    let (imports, exports) = interfaces(&component(&both));
    assert_eq!(exports, [node]);
    assert!(imports.contains(&secrets), "{imports:?}");
}

/// A core module that carries type sections, as the linker leaves it.
fn component(sections: &[Vec<u8>]) -> Bindgen {
    let mut module = Module::new();
    for (index, section) in sections.iter().enumerate() {
        module.section(&CustomSection {
            name: format!("component-type:test:{index}").into(),
            data: section.into(),
        });
    }
    let (rest, bindgen) = decode(&module.finish()).expect("sections that wit-component reads");
    assert!(rest.is_some(), "no section was found");
    bindgen
}

/// The interfaces that are imported and exported.
fn interfaces(bindgen: &Bindgen) -> (Vec<String>, Vec<String>) {
    let world = &bindgen.resolve.worlds[bindgen.world];
    let names = |items: &wit_parser::IndexMap<WorldKey, WorldItem>| {
        items
            .keys()
            .map(|key| bindgen.resolve.name_world_key(key))
            .collect::<Vec<_>>()
    };
    (names(&world.imports), names(&world.exports))
}
