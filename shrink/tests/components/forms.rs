//! The forms that typed exports take.

use greentic_shrink::{Options, shrink};
use wasmparser::{Parser, Payload};

use crate::support::{texts, worlds};

/// Counts the components and the core modules in a component.
fn parts(component: &[u8]) -> (usize, usize) {
    let (mut components, mut modules) = (0, 0);
    for payload in Parser::new(0).parse_all(component) {
        match payload.unwrap() {
            Payload::ComponentSection { .. } => components += 1,
            Payload::ModuleSection { .. } => modules += 1,
            _ => {}
        }
    }
    (components, modules)
}

fn shrunk(name: &str) -> Vec<u8> {
    let mut all = worlds::own();
    all.extend(texts::components());
    let found = all.into_iter().find(|named| named.name == name).unwrap();
    shrink(&found.bytes, &Options::default()).unwrap().component
}

#[test]
fn an_interface_of_its_own_types_needs_no_component() {
    assert_eq!(parts(&shrunk("exports-plain")).0, 0);
}

#[test]
fn an_interface_with_types_of_another_one_needs_one() {
    assert_eq!(parts(&shrunk("exports-used")).0, 1);
    assert_eq!(parts(&shrunk("used-types.wat")).0, 1);
}
