//! Core modules that say which component they are to become.

use greentic_shrink::{Error, Options, shrink};
use wit_parser::Resolve;

use crate::support::{wit, worlds};

#[test]
fn a_module_with_a_component_type_becomes_a_component() {
    let mut resolve = Resolve::new();
    let package = resolve
        .push_str(
            "a.wit",
            "package a:b; world w { export run: func(x: string) -> u32; }",
        )
        .unwrap();
    let world = resolve.packages[package].worlds["w"];
    let module = worlds::module(&resolve, world);
    let shrunk = shrink(&module, &Options::default()).unwrap();
    assert!(wit(&shrunk.component).contains("export run: func(x: string) -> u32;"));
}

#[test]
fn a_module_without_one_is_refused() {
    let module = wat::parse_str("(module (func))").unwrap();
    let error = shrink(&module, &Options::default()).unwrap_err();
    assert!(matches!(error, Error::NoComponent), "{error}");
}

#[test]
fn a_module_that_does_not_fit_its_section_is_refused() {
    let mut resolve = Resolve::new();
    let package = resolve
        .push_str("a.wit", "package a:b; world w { export run: func(); }")
        .unwrap();
    let world = resolve.packages[package].worlds["w"];
    let mut module = wat::parse_str("(module)").unwrap();
    wit_component::embed_component_metadata(
        &mut module,
        &resolve,
        world,
        wit_component::StringEncoding::UTF8,
        false,
    )
    .unwrap();
    let error = shrink(&module, &Options::default()).unwrap_err();
    assert!(matches!(error, Error::Encode { .. }), "{error}");
}
