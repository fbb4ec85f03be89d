//! Core modules that say which component they are to become.

use greentic_shrink::sections::Sections;
use greentic_shrink::{Error, Options, SectionKind, SectionPolicy, shrink};
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

/// Returns a core module with this around.
fn plain(more: &str) -> Vec<u8> {
    let text = format!(
        r#"(module
            (import "m" "used" (func $used))
            {more}
            (memory 1)
            (func $dead (call $used))
            (func (export "a long name") (result i32) call $used i32.const 7 i32.const 8 drop)
            (@custom "signature" "of these bytes"))"#
    );
    wat::parse_str(text).unwrap()
}

#[test]
fn a_module_without_one_stays_a_module_with_what_others_see() {
    let module = plain(r#"(import "m" "unused" (func (param i32)))"#);
    let shrunk = shrink(&module, &Options::default()).unwrap();
    let due = wat::parse_str(
        r#"(module
            (type (func)) (type (func (result i32)))
            (import "m" "used" (func (type 0)))
            (export "a long name" (func 1))
            (func (type 1) call 0 i32.const 7))"#,
    )
    .unwrap();
    assert_eq!(shrunk.component, due);
    let report = shrunk.report;
    assert_eq!((report.before, report.after), (module.len(), due.len()));
    let saved: usize = report.passes.iter().map(|pass| pass.bytes).sum();
    assert_eq!(saved, module.len() - due.len());
    let bytes = |sections: &Sections| sections.iter().map(|(_, bytes)| bytes).sum::<usize>();
    assert_eq!(bytes(&report.sections_before), module.len());
    assert_eq!(bytes(&report.sections_after), due.len());
    assert!(
        report.warnings[0].contains("signature"),
        "{:?}",
        report.warnings
    );
    // Its sections set aside are in an empty module.
    let options = Options::default().section("signature", SectionPolicy::Split);
    let aside = shrink(&module, &options).unwrap().split_sections;
    let text = wasmprinter::print_bytes(aside).unwrap();
    assert!(text.starts_with("(module"), "{text}");
    assert!(text.contains("of these bytes"), "{text}");
}

/// A core module may import one name twice, a type of a component may not.
#[test]
fn a_module_that_no_component_can_hold_is_shrunk_by_itself() {
    let module = plain(r#"(import "m" "used" (func $again)) (export "again" (func $again))"#);
    let shrunk = shrink(&module, &Options::default()).unwrap();
    let text = wasmprinter::print_bytes(&shrunk.component).unwrap();
    assert!(!text.contains("drop"), "{text}");
    assert!(
        shrunk.report.notes[0]
            .reason
            .contains("no component can hold it")
    );
    let again = shrink(&shrunk.component, &Options::default()).unwrap();
    assert_eq!(again.component, shrunk.component);
}

/// Sections that a loader reads are not ours to drop: emscripten's dynamic linker
/// refuses a module without `dylink.0`, a Soroban host a contract without
/// `contractspecv0`.
#[test]
fn what_loaders_read_stays_in_a_module() {
    let module = plain(
        r#"(@custom "dylink.0" (before first) "\01\04\00\00\00\00")
           (@custom "contractspecv0" "what it offers")
           (@custom "metadata.code.branch_hint" "\00")
           (@custom "producers" "\00")"#,
    );
    let names = |shrunk: &[u8]| {
        let payloads = wasmparser::Parser::new(0).parse_all(shrunk);
        let payloads = payloads
            .enumerate()
            .map(|(at, payload)| (at, payload.unwrap()));
        let named = payloads.filter_map(|(at, payload)| match payload {
            wasmparser::Payload::CustomSection(section) => Some((at, section.name().to_owned())),
            _ => None,
        });
        named.collect::<Vec<_>>()
    };
    let shrunk = shrink(&module, &Options::default()).unwrap().component;
    let [first, second] = &*names(&shrunk) else {
        panic!("{:?}", names(&shrunk));
    };
    // The dynamic linker wants its own to be the first section.
    assert_eq!((first.0, &*first.1), (1, "dylink.0"));
    assert_eq!(second.1, "contractspecv0");
    let dropped = Options::default().custom(SectionKind::Unknown, SectionPolicy::Drop);
    let shrunk = shrink(&module, &dropped).unwrap().component;
    assert_eq!(names(&shrunk), []);
}

#[test]
fn a_module_that_is_not_valid_is_refused() {
    let module = wat::parse_str("(module (func (result i32)))").unwrap();
    let error = shrink(&module, &Options::default()).unwrap_err();
    assert!(matches!(error, Error::Malformed { .. }), "{error}");
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
