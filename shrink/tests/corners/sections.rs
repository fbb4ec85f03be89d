//! Custom sections that stay, go, or are decided about by name.

use greentic_shrink::sections::customs;
use greentic_shrink::{Options, Treatment, shrink};

use super::{parsed, run, said};

/// Returns a component with sections of all kinds, in itself and in a core module.
fn component() -> Vec<u8> {
    parsed(
        r#"(component
            (core module
                (func (export "f"))
                (@custom "greentic.node" "a") (@custom "junk" "b") (@custom "signature" "c"))
            (@custom "greentic.component.manifest.v1" "d") (@custom "greentic.manifest" "e")
            (@custom "greentic" "f") (@custom "my.section" "g") (@custom "signature" "h")
            (@custom "licenses" "i"))"#,
    )
}

fn left(options: &Options) -> Vec<String> {
    let shrunk = shrink(&component(), options).unwrap().component;
    customs(&shrunk)
        .unwrap()
        .into_iter()
        .map(str::to_owned)
        .collect()
}

/// The core module goes, as nothing instantiates it.
const ALWAYS: [&str; 3] = [
    "greentic.component.manifest.v1",
    "greentic.manifest",
    "licenses",
];

#[test]
fn sections_of_greentic_stay_and_signatures_go_and_are_said() {
    assert_eq!(left(&Options::default()), ALWAYS);
    let shrunk = shrink(&component(), &Options::default()).unwrap();
    let [warning] = &shrunk.report.warnings[..] else {
        panic!("{:?}", shrunk.report.warnings);
    };
    assert!(warning.contains("`signature` was dropped"), "{warning}");
    // A signature that stays is said not to hold, and not to be gone.
    let keeps = Options::default().section("signature", Treatment::Keep);
    assert!(left(&keeps).contains(&"signature".to_owned()));
    let shrunk = shrink(&component(), &keeps).unwrap();
    assert!(shrunk.report.warnings[0].contains("does not hold any more"));
    // If every byte stays, a signature holds.
    let signed = parsed(r#"(component (@custom "signature" "c"))"#);
    let options = Options::default().without(greentic_shrink::pass::Pass::Custom);
    let shrunk = shrink(&signed, &options).unwrap();
    assert_eq!((shrunk.component, shrunk.report.warnings), (signed, vec![]));
}

#[test]
fn sections_of_core_modules_stay_too() {
    let text = r#"(component
        (core module $m (func (export "f") (result i32) i32.const 7)
            (@custom "greentic.node" "a") (@custom "junk" "b"))
        (core instance $i (instantiate $m))
        (func (export "f") (result u32) (canon lift (core func $i "f"))))"#;
    let shrunk = shrink(&parsed(text), &Options::default())
        .unwrap()
        .component;
    assert_eq!(Vec::from_iter(customs(&shrunk).unwrap()), ["greentic.node"]);
}

#[test]
fn a_name_decides_before_its_class() {
    let options = Options::default()
        .section("my.section", Treatment::Keep)
        .section("greentic.manifest", Treatment::Drop);
    assert_eq!(left(&options), [ALWAYS[0], "licenses", "my.section"]);
    let aside = Options::default().section("greentic.manifest", Treatment::SetAside);
    let shrunk = shrink(&component(), &aside).unwrap();
    let names = customs(&shrunk.aside).unwrap();
    assert_eq!(Vec::from_iter(names), ["greentic.manifest"]);
}

#[test]
fn the_command_takes_classes_and_names() {
    let folder = tempfile::tempdir().unwrap();
    std::fs::write(folder.path().join("in.wasm"), component()).unwrap();
    let written = |arguments: &[&str]| {
        let arguments = [&["in.wasm", "-o", "out.wasm"], arguments].concat();
        let (code, text) = said(&run(folder.path(), arguments));
        assert_eq!(code, Some(0), "{text}");
        let bytes = std::fs::read(folder.path().join("out.wasm")).unwrap();
        let names = customs(&bytes).unwrap();
        (
            names.into_iter().map(str::to_owned).collect::<Vec<_>>(),
            text,
        )
    };
    let (names, text) = written(&[
        "--keep",
        "my.section,unknown",
        "--drop",
        "greentic.manifest",
    ]);
    assert_eq!(names, ["greentic", ALWAYS[0], "licenses", "my.section"]);
    assert!(text.contains("`signature` was dropped"), "{text}");
    assert!(!text.contains("no custom section"), "{text}");
    // A name that no section has may be a class that is misspelt.
    let (_, text) = written(&["--keep", "provenanse"]);
    assert!(
        text.contains("called `provenanse`") && text.contains("provenance"),
        "{text}"
    );
    let arguments = ["in.wasm", "-o", "out.wasm", "--keep", "a", "--drop", "a"];
    let (code, text) = said(&run(folder.path(), arguments));
    assert_eq!(code, Some(2));
    assert!(text.contains("`a`"), "{text}");
    // Of several components one has it.
    std::fs::create_dir(folder.path().join("all")).unwrap();
    std::fs::write(folder.path().join("all/a.wasm"), component()).unwrap();
    std::fs::write(folder.path().join("all/b.wasm"), super::component()).unwrap();
    let (_, text) = said(&run(
        folder.path(),
        ["all", "-o", "out", "--keep", "my.section"],
    ));
    assert!(!text.contains("no custom section"), "{text}");
    assert!(
        text.contains("a.wasm: warning: the section `signature`"),
        "{text}"
    );
}

/// A companion is made of names, which are nobody else's to decide about.
#[test]
fn a_companion_has_its_names_whatever_is_dropped() {
    let folder = tempfile::tempdir().unwrap();
    std::fs::write(folder.path().join("in.wasm"), super::component()).unwrap();
    let companion = |arguments: &[&str]| {
        let arguments = [
            &["in.wasm", "-o", "out.wasm", "--companion", "c"],
            arguments,
        ]
        .concat();
        let (code, text) = said(&run(folder.path(), arguments));
        assert_eq!(code, Some(0), "{text}");
        let read = |name: &str| std::fs::read(folder.path().join(name)).unwrap();
        (read("out.wasm"), read("c"))
    };
    assert_eq!(companion(&[]), companion(&["--drop", "name"]));
    let arguments = [
        "in.wasm",
        "-o",
        "out.wasm",
        "--companion",
        "c",
        "--keep",
        "name",
    ];
    assert_eq!(said(&run(folder.path(), arguments)).0, Some(2));
}
