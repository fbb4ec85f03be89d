//! Sources of components: what they look like, and that they compile for
//! whatever WIT, natively and to components.

mod support;

use std::path::{Path, PathBuf};

use greentic_guest_bindgen::{Answers, Error, Stub, Wit};
use support::{Comparison, cases, compare, input, krate};

/// Golden stubs: the file, the golden case whose WIT is read, the world or
/// interface and what the functions do.
const GOLDEN: &[(&str, &str, &str, Answers)] = &[
    (
        "world-empty",
        "functions",
        "golden:functions/all@1.0.0-rc.1",
        Answers::Empty,
    ),
    (
        "world-constant",
        "functions",
        "golden:functions/all@1.0.0-rc.1",
        Answers::Constant,
    ),
    (
        "world-forwarded",
        "uses",
        "golden:uses/everything@0.2.0",
        Answers::Forwarded,
    ),
    (
        "world-names",
        "interface-names",
        "golden:interface-names/all@0.1.0",
        Answers::Empty,
    ),
    (
        "interface-empty",
        "nested",
        "golden:nested/tree@2.0.0",
        Answers::Empty,
    ),
    (
        "interface-forwarded",
        "nested",
        "golden:nested/tree@2.0.0",
        Answers::Forwarded,
    ),
    (
        "interface-keywords",
        "keywords",
        "golden:keywords/functions@1.0.0",
        Answers::Forwarded,
    ),
    (
        "types-only",
        "functions",
        "golden:functions/only-types@1.0.0-rc.1",
        Answers::Empty,
    ),
];

fn wit(case: &str) -> Wit {
    let case = Path::new("tests/golden").join(case);
    Wit::read(input(&case).expect("an input")).expect("valid WIT")
}

fn stub(wit: &Wit, of: &str, answers: Answers) -> String {
    let stub = Stub {
        of: of.to_owned(),
        answers,
        bindings: "crate::bindings".to_owned(),
    };
    wit.stub(&stub)
        .unwrap_or_else(|error| panic!("{of}: {error}"))
}

#[test]
fn stubs_read_as_expected() {
    let mut complaints = Vec::new();
    let mut files = Vec::new();
    for &(name, case, of, answers) in GOLDEN {
        let file = Path::new("tests/stubs").join(name).with_extension("rs");
        match compare(&file, &stub(&wit(case), of, answers)) {
            Comparison::Equal => {}
            Comparison::Missing => complaints.push(format!("{} is missing", file.display())),
            Comparison::Different(diff) => complaints.push(diff),
        }
        files.push(file);
    }
    for entry in std::fs::read_dir("tests/stubs").expect("the golden stubs") {
        let file = entry.expect("a file").path();
        if !files.contains(&file) {
            complaints.push(format!("{} is of no case", file.display()));
        }
    }
    assert!(
        complaints.is_empty(),
        "{}\nBLESS=1 cargo test -p greentic-guest-bindgen --test stub accepts this",
        complaints.join("\n")
    );
}

/// The linker makes components of them, and no lint has a word to say.
#[test]
fn golden_stubs_are_components() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let components: Vec<_> = GOLDEN
        .iter()
        .map(|&(name, case, of, answers)| (name.to_owned(), wit(case), of.to_owned(), answers))
        .map(|(name, wit, of, answers)| component(name, &wit, &of, answers))
        .collect();
    krate::write_components(folder.path(), &components);
    succeed(folder.path(), &["clippy", "--examples", "--quiet"]);
    let target = ["--target", "wasm32-wasip2"];
    succeed(
        folder.path(),
        &[&["build", "--examples", "--quiet"][..], &target].concat(),
    );

    // A function less is not what the interface asks for.
    let mut broken = components;
    broken.truncate(1);
    let (_, _, source) = &mut broken[0];
    let from = source.find("    fn list_of_text").expect("a function");
    let to = from + source[from..].find("}\n").expect("its end") + 2;
    source.replace_range(from..to, "");
    krate::write_components(folder.path(), &broken);
    let output = krate::cargo(folder.path(), &["check", "--examples"]);
    let message = String::from_utf8_lossy(&output.stderr);
    assert!(
        !output.status.success() && message.contains("E0046"),
        "{message}"
    );
}

/// Each interface of each golden case by itself.
#[test]
fn stubs_of_all_interfaces_compile() {
    let mut components = Vec::new();
    for case in cases() {
        if !case.join("expected.rs").exists() {
            continue;
        }
        let wit = Wit::read(input(&case).expect("an input")).expect("valid WIT");
        for of in wit.interfaces() {
            // One kind of answer each, in turn.
            let answers = [Answers::Constant, Answers::Forwarded][components.len() % 2];
            let name = format!("stub{}", components.len());
            components.push(component(name, &wit, &of, answers));
        }
    }
    assert!(components.len() > 30, "only {}", components.len());
    let folder = tempfile::tempdir().expect("a temporary folder");
    krate::write_components(folder.path(), &components);
    let target = ["--target", "wasm32-wasip2"];
    succeed(
        folder.path(),
        &[&["check", "--examples", "--quiet"][..], &target].concat(),
    );
}

/// Types that an exported interface uses come with it.
#[test]
fn types_that_another_export_uses_are_not_exported_beside_it() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let file = folder.path().join("a.wit");
    let text = "package a:b;
interface types { record t { a: u8 } }
interface more { record m { a: u8 } }
interface user { use types.{t}; f: func(t: t) -> t; }
world w { export types; export user; export more; }
";
    std::fs::write(&file, text).expect("a file");
    let wit = Wit::read(&file).expect("valid WIT");
    let source = stub(&wit, "a:b/w", Answers::Empty);
    assert!(source.contains("export crate::bindings::a_b::user => Component,"));
    assert!(source.contains("export crate::bindings::a_b::more,"));
    assert!(!source.contains("a_b::types,"), "{source}");
    // By itself it is.
    let source = stub(&wit, "a:b/types", Answers::Empty);
    assert!(
        source.contains("export crate::bindings::a_b::types,"),
        "{source}"
    );
}

#[test]
fn what_is_not_there_is_refused_with_what_is() {
    let wit = wit("uses");
    for of in [
        "",
        "golden:uses/everything",
        "golden:uses/user@0.3.0",
        "user",
    ] {
        let stub = Stub {
            of: of.to_owned(),
            answers: Answers::Empty,
            bindings: "crate::bindings".to_owned(),
        };
        match wit.stub(&stub) {
            Err(Error::UnknownItem { name, known }) => {
                assert_eq!(name, of);
                for name in ["golden:uses/everything@0.2.0", "golden:dep/types@2.0.0"] {
                    assert!(known.contains(&format!("\n  {name}")), "{known}");
                }
            }
            other => panic!("{of}: {other:?}"),
        }
    }
}

#[test]
fn bindings_that_cannot_be_named_are_refused() {
    let wit = wit("nested");
    for (bindings, fine) in [
        ("crate", true),
        ("crate::a::b_1", true),
        ("self::a", true),
        ("greentic_guest::worlds", true),
        ("", false),
        ("a", false),
        ("::greentic_guest", false),
        ("crate::", false),
        ("crate::a b", false),
        ("crate::1", false),
        ("crate.a", false),
    ] {
        let stub = Stub {
            of: "golden:nested/tree@2.0.0".to_owned(),
            answers: Answers::Empty,
            bindings: bindings.to_owned(),
        };
        match wit.stub(&stub) {
            Ok(_) => assert!(fine, "{bindings:?} was taken"),
            Err(error) => {
                assert!(!fine, "{error}");
                assert!(error.to_string().contains(bindings), "{error}");
            }
        }
    }
}

/// A component's name, its bindings and its source.
fn component(name: String, wit: &Wit, of: &str, answers: Answers) -> (String, String, String) {
    let bindings = wit.bindings().expect("bindings").text();
    (name, bindings, stub(wit, of, answers))
}

fn succeed(folder: &Path, arguments: &[&str]) {
    let output = krate::cargo(folder, arguments);
    let folder = PathBuf::from(folder);
    assert!(
        output.status.success(),
        "{arguments:?} in {}:\n{}",
        folder.display(),
        String::from_utf8_lossy(&output.stderr)
    );
}
