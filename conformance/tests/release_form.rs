//! Small components hold no text of a panic and no code that formats one.

use std::collections::BTreeSet;

use greentic_testkit::guests::{built, examples};
use wasmparser::{KnownCustom, Name, Parser, Payload};

/// The functions of `core::panicking` that may be left if a library panics. Each of them
/// ends in the handler, and has no text and no formatting.
const CALLED: [&str; 2] = [
    "core::panicking::panic",
    "core::panicking::panic_nounwind_fmt",
];

/// The only example with the crate `alloc`, whose collections panic.
const WITH_HEAP: &str = "node-alloc";

/// Names of the functions of a component's core modules, and the bytes of its data.
fn parts(component: &[u8]) -> (BTreeSet<String>, Vec<u8>) {
    let (mut names, mut data) = (BTreeSet::new(), Vec::new());
    for payload in Parser::new(0).parse_all(component) {
        match payload.expect("a valid component") {
            Payload::DataSection(section) => {
                for part in section {
                    data.extend_from_slice(part.expect("data").data);
                }
            }
            Payload::CustomSection(section) => {
                let KnownCustom::Name(parts) = section.as_known() else {
                    continue;
                };
                for part in parts {
                    if let Name::Function(map) = part.expect("names") {
                        names.extend(map.into_iter().map(|naming| {
                            let name = naming.expect("a name").name;
                            format!("{:#}", rustc_demangle::demangle(name))
                        }));
                    }
                }
            }
            _ => {}
        }
    }
    (names, data)
}

/// Returns the parts of a component that belong to panics and formatting.
fn found(component: &[u8]) -> Vec<String> {
    let (names, data) = parts(component);
    assert!(!names.is_empty(), "built with names");
    let mut found: Vec<_> = names
        .into_iter()
        .filter(|name| {
            let formats = name.contains("core::fmt") || name.contains("::fmt::");
            formats || name.contains("panic") && !name.ends_with("rust_begin_unwind")
        })
        .collect();
    let text = String::from_utf8_lossy(&data);
    let texts = [
        ".rs",
        "index out of bounds",
        "`Option::unwrap()`",
        "range end index",
    ];
    let texts = texts.into_iter().filter(|part| text.contains(part));
    found.extend(texts.map(|part| format!("the text {part:?}")));
    found
}

/// With names, which change no code.
fn named(package: &str, more: &[&str]) -> Vec<u8> {
    let arguments = [
        "--profile",
        "tiny",
        "--config",
        "profile.tiny.strip=\"debuginfo\"",
    ];
    built(package, &[&arguments, more].concat())
}

#[test]
fn no_example_holds_a_panic() {
    for example in examples() {
        let mut found = found(&named(&example.name, &[]));
        if example.name == WITH_HEAP {
            found.retain(|name| !CALLED.contains(&&**name));
        }
        assert!(found.is_empty(), "{}: {found:#?}", example.name);
    }
}

/// The other form has them, so they would be found.
#[test]
fn the_development_form_holds_some() {
    let found = found(&named("conformance-faults", &["--features", "told"])).join("\n");
    for part in [
        "core::fmt",
        "panic::development",
        "core::panicking",
        "\".rs\"",
        "unwrap",
    ] {
        assert!(found.contains(part), "{part}: {found}");
    }
}

/// The names are those of the code: a function without one would hide.
#[test]
fn every_function_of_a_module_has_a_name() {
    let component = named("node-minimal", &[]);
    let mut functions = 0;
    for payload in Parser::new(0).parse_all(&component) {
        if let Payload::CodeSectionStart { count, .. } = payload.expect("a valid component") {
            functions += count;
        }
    }
    let (names, _) = parts(&component);
    assert!(
        names.len() >= functions as usize,
        "{names:?} of {functions}"
    );
}
