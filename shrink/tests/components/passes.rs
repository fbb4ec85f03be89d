//! Each pass by itself, on components that it is for.

use greentic_shrink::pass::Pass;
use greentic_shrink::{Options, SectionKind, SectionPolicy, shrink};

use crate::support::examples::example;
use crate::support::{components, core_modules, program};

/// Returns options with every pass off but one.
fn only(pass: Pass) -> Options {
    Pass::ALL
        .into_iter()
        .filter(|other| *other != pass)
        .fold(Options::default(), Options::without)
}

/// Returns the number of bytes that one pass saves of a component by itself.
fn saved(component: &[u8], pass: Pass) -> usize {
    let shrunk = shrink(component, &only(pass)).unwrap();
    for other in &shrunk.report.passes {
        assert!(other.pass == pass || other.bytes == 0, "{other:?}");
    }
    component.len() - shrunk.component.len()
}

#[test]
fn custom_sections_go() {
    // Those of a component with names are most of it.
    assert!(saved(&example("component-describe").bytes, Pass::Custom) > 470);
    assert!(saved(&program::component().bytes, Pass::Custom) > 100_000);
}

#[test]
fn tidying_saves() {
    assert!(saved(&example("node-minimal").bytes, Pass::Tidy) > 100);
}

#[test]
fn defaults_go() {
    // A byte for each of five functions, at the least.
    assert!(saved(&example("node-minimal").bytes, Pass::Canonical) >= 5);
}

#[test]
fn an_empty_post_return_goes_and_another_one_stays() {
    let component = |body: &str| {
        wat::parse_str(format!(
            r#"(component
                (core module $m
                    (memory (export "memory") 1)
                    (func (export "f") (result i32) i32.const 8)
                    (func (export "post") (param i32) {body}))
                (core instance $i (instantiate $m))
                (func (export "f") (result string) (canon lift (core func $i "f")
                    (memory (core memory $i "memory")) (post-return (core func $i "post")))))"#
        ))
        .unwrap()
    };
    let empty = saved(&component(""), Pass::Canonical);
    let full = saved(
        &component("i32.const 0 i32.const 0 i32.store"),
        Pass::Canonical,
    );
    assert_eq!(full, 0);
    assert_eq!(empty, 2);
}

#[test]
fn shims_go() {
    // Without the other passes names and types stay twice.
    assert!(saved(&example("component-describe").bytes, Pass::Shims) > 10);
    let node = &example("node-minimal").bytes;
    let with = shrink(node, &Options::default()).unwrap();
    let without = shrink(node, &Options::default().without(Pass::Shims)).unwrap();
    assert!(with.component.len() + 900 < without.component.len());
}

#[test]
fn core_modules_lose_what_nothing_reaches() {
    // `memcmp` is exported and used by nobody.
    assert!(saved(&example("node-minimal").bytes, Pass::Core) > 50);
}

#[test]
fn the_modules_around_imports_go() {
    let shrunk = shrink(&example("node-secrets").bytes, &only(Pass::Allocator)).unwrap();
    assert_eq!(core_modules(&shrunk.component), 2);
}

#[test]
fn names_get_short() {
    assert!(saved(&example("node-minimal").bytes, Pass::Names) > 300);
    let shrunk = shrink(&example("node-minimal").bytes, &Options::default()).unwrap();
    let has = |name: &[u8]| {
        shrunk
            .component
            .windows(name.len())
            .any(|bytes| bytes == name)
    };
    assert!(!has(b"cabi_realloc"));
    assert!(has(b"greentic:component/node@0.5.0"));
}

/// jco cannot run a component that lifts a function whose name is empty.
#[test]
fn no_function_is_taken_by_an_empty_name() {
    let mut empty = 0;
    for component in components() {
        let shrunk = shrink(&component.bytes, &Options::default()).unwrap();
        for payload in wasmparser::Parser::new(0).parse_all(&shrunk.component) {
            let wasmparser::Payload::ComponentAliasSection(aliases) = payload.unwrap() else {
                continue;
            };
            for alias in aliases {
                if let wasmparser::ComponentAlias::CoreInstanceExport { kind, name, .. } =
                    alias.unwrap()
                {
                    let function = kind == wasmparser::ExternalKind::Func;
                    assert!(!function || !name.is_empty(), "{}", component.name);
                    empty += usize::from(name.is_empty());
                }
            }
        }
    }
    assert!(empty > 10, "memories have no empty names any more");
}

#[test]
fn kinds_of_custom_sections_are_kept_dropped_or_split() {
    let component = wat::parse_str(
        r#"(component
            (core module (@custom "name" "\00\02\01m") (@custom "sbom-cyclonedx" "{}"))
            (@custom "provenance" "who")
            (@custom "licenses" "MIT")
            (@custom "whatever" "what"))"#,
    )
    .unwrap();
    let has = |bytes: &[u8], name: &str| {
        bytes
            .windows(name.len())
            .any(|part| part == name.as_bytes())
    };

    let shrunk = shrink(&component, &Options::default()).unwrap();
    assert!(has(&shrunk.component, "provenance"));
    assert!(has(&shrunk.component, "MIT"));
    assert!(!has(&shrunk.component, "whatever"));
    assert_eq!(
        shrunk.split_sections,
        wat::parse_str("(component (core module))").unwrap()
    );

    let options = Options::default()
        .custom(SectionKind::Provenance, SectionPolicy::Split)
        .custom(SectionKind::Unknown, SectionPolicy::Keep);
    let shrunk = shrink(&component, &options).unwrap();
    assert!(!has(&shrunk.component, "provenance"));
    assert!(has(&shrunk.component, "whatever"));
    assert!(has(&shrunk.split_sections, "sbom-cyclonedx"));
    assert!(has(&shrunk.split_sections, "provenance"));
    assert!(!has(&shrunk.split_sections, "whatever"));
    wasmparser::validate(&shrunk.split_sections).unwrap();

    let options = Options::default().custom(SectionKind::Provenance, SectionPolicy::Drop);
    let shrunk = shrink(&component, &options).unwrap();
    assert!(!has(&shrunk.component, "MIT"));
}
