//! Sources of components: what they look like, and that they compile for
//! whatever WIT, natively and to components.

#![allow(
    clippy::format_push_string,
    reason = "reads better, and the text is short"
)]

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
        modules: std::collections::BTreeMap::new(),
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
    let from = source.find("    fn flag").expect("a function");
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
        let skipped = wit.bindings().expect("bindings").skipped;
        let is_skipped = |of: &String| skipped.iter().any(|one| one.item == *of);
        for of in wit.interfaces().into_iter().filter(|of| !is_skipped(of)) {
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

/// Nothing that a world exports gets lost, and a component has the very world.
#[test]
fn exports_with_the_types_that_they_use_are_components() {
    let wit = wit("joint");
    let mut components = Vec::new();
    for (world, exports) in [
        ("all", &["types", "more", "api", "drawing"][..]),
        ("both-ways", &["types", "api"]),
        ("only-types", &["more", "types"]),
    ] {
        let of = format!("golden:joint/{world}@1.0.0");
        for answers in [Answers::Empty, Answers::Constant, Answers::Forwarded] {
            let source = stub(&wit, &of, answers);
            for export in exports {
                let item = format!("export crate::bindings::golden_joint_1_0_0::{export}");
                assert!(source.contains(&item), "no {item:?} in\n{source}");
            }
            let name = format!("{}_{}", world.replace('-', "_"), components.len());
            components.push(component(name, &wit, &of, answers));
        }
    }
    let folder = tempfile::tempdir().expect("a temporary folder");
    krate::write_components(folder.path(), &components);
    let target = ["--target", "wasm32-wasip2"];
    succeed(
        folder.path(),
        &[&["build", "--examples", "--quiet"][..], &target].concat(),
    );
    for (name, ..) in &components {
        let bytes = krate::built(name);
        let (resolve, world) = decoded(&bytes);
        let of = name.rsplit_once('_').expect("a number").0.replace('_', "-");
        let world = &resolve.worlds[world];
        let exports: Vec<_> = world
            .exports
            .keys()
            .map(|key| resolve.name_world_key(key))
            .collect();
        let asked = wit
            .exports(&format!("golden:joint/{of}@1.0.0"))
            .expect("the world");
        assert_eq!(exports.len(), asked.len(), "{name}: {exports:?}");
        for one in asked {
            assert!(exports.contains(&one.interface), "{name}: {exports:?}");
        }
        // The types of an export are those of the export beside it.
        for (key, _) in &world.exports {
            let wit_parser::WorldKey::Interface(id) = key else {
                panic!("{name}: an export without interface");
            };
            for used in resolve.interface_direct_deps(*id) {
                let exported = world
                    .exports
                    .contains_key(&wit_parser::WorldKey::Interface(used));
                assert!(exported, "{name}: {:?} is imported", resolve.id_of(used));
            }
        }
    }

    // No world has these two together: the compiler says so.
    let apart = components
        .iter()
        .find(|(name, ..)| name.starts_with("both_ways"))
        .expect("a component");
    let source = apart.2.replace("::api", "::apart");
    let source = source.replace(
        "use crate::bindings::golden_joint_1_0_0::apart;",
        "use crate::bindings::golden_joint_1_0_0::apart as api;",
    );
    krate::write_components(
        folder.path(),
        &[("refused".to_owned(), apart.1.clone(), source)],
    );
    let output = krate::cargo(folder.path(), &["check", "--examples"]);
    let message = String::from_utf8_lossy(&output.stderr);
    assert!(
        !output.status.success() && message.contains("uses types of golden:joint/types@1.0.0"),
        "{message}"
    );
}

/// As many interfaces as anyone has, of either direction, with text in them and
/// without, wherever a setting stands among them.
#[test]
fn many_interfaces_are_one_component() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let mut components = Vec::new();
    for (name, count, function, answers) in [
        ("text", 63, "f: func(a: string) -> u32;", Answers::Empty),
        ("plain", 63, "f: func(a: u32) -> u32;", Answers::Empty),
        (
            "forwarded",
            63,
            "f: func(a: u32) -> u32;",
            Answers::Forwarded,
        ),
        (
            "hundreds",
            300,
            "f: func(a: u32) -> u32;",
            Answers::Constant,
        ),
    ] {
        let file = folder.path().join("many.wit");
        let mut text = String::from("package many:many;\n");
        let mut world = String::new();
        for at in 0..count {
            text += &format!("interface i{at} {{ {function} }}\n");
            world += &format!("export i{at}; ");
        }
        std::fs::write(&file, format!("{text}world w {{ {world} }}\n")).expect("a file");
        let wit = Wit::read(&file).expect("valid WIT");
        let mut one = component(name.to_owned(), &wit, "many:many/w", answers);
        // Before all items, and between them.
        let first = one.2.find("export ").expect("an export");
        one.2.insert_str(first, "with wasi_marker, ");
        components.push(one);
    }
    krate::write_components(folder.path(), &components);
    let target = ["--target", "wasm32-wasip2"];
    succeed(
        folder.path(),
        &[&["build", "--examples", "--quiet"][..], &target].concat(),
    );
    for (name, ..) in &components {
        let (resolve, world) = decoded(&krate::built(name));
        let count = resolve.worlds[world].exports.len();
        assert_eq!(count, if name == "hundreds" { 300 } else { 63 }, "{name}");
    }
}

/// The world of a component.
fn decoded(component: &[u8]) -> (wit_parser::Resolve, wit_parser::WorldId) {
    match wit_component::decode(component).expect("a component") {
        wit_component::DecodedWasm::Component(resolve, world) => (resolve, world),
        wit_component::DecodedWasm::WitPackage(..) => panic!("no component, but WIT"),
    }
}

#[test]
fn what_is_not_there_is_refused_with_what_is() {
    let wit = wit("uses");
    for of in ["", "everything@0.3.0", "golden:uses/user@0.3.0", "use"] {
        match wit.stub(&stub_of(of)) {
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

fn stub_of(of: &str) -> Stub {
    Stub {
        of: of.to_owned(),
        answers: Answers::Empty,
        bindings: "crate::bindings".to_owned(),
        modules: std::collections::BTreeMap::new(),
    }
}

#[test]
fn a_name_is_as_short_as_it_fits_one_only() {
    let wit = wit("uses");
    let full = wit.stub(&stub_of("golden:uses/everything@0.2.0")).unwrap();
    for of in ["golden:uses/everything", "everything@0.2.0", "everything"] {
        assert_eq!(wit.stub(&stub_of(of)).unwrap(), full, "{of}");
    }
    let text = "package a:b@1.0.0; interface x { f: func(); } \
                package a:c@1.0.0 { interface x { f: func(); } }";
    let wit = Wit::parse("two.wit", text).unwrap();
    match wit.stub(&stub_of("x@1.0.0")) {
        Err(Error::AmbiguousItem { name, several }) => {
            assert_eq!(name, "x@1.0.0");
            assert_eq!(several, "\n  a:b/x@1.0.0\n  a:c/x@1.0.0");
        }
        other => panic!("{other:?}"),
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
            modules: std::collections::BTreeMap::new(),
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
