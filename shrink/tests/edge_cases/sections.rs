//! Custom sections that stay, go, or are decided about by name.

use greentic_shrink::sections::customs;
use greentic_shrink::{Options, SectionPolicy, shrink};

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
    let keeps = Options::default().section("signature", SectionPolicy::Keep);
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
        .section("my.section", SectionPolicy::Keep)
        .section("greentic.manifest", SectionPolicy::Drop);
    assert_eq!(left(&options), [ALWAYS[0], "licenses", "my.section"]);
    let aside = Options::default().section("greentic.manifest", SectionPolicy::Split);
    let shrunk = shrink(&component(), &aside).unwrap();
    let names = customs(&shrunk.split_sections).unwrap();
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
    // A name that no section has may be a kind that is misspelt.
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

/// A symbol map is made of names; no other option decides about them.
#[test]
fn a_symbol_map_has_its_names_whatever_is_dropped() {
    let folder = tempfile::tempdir().unwrap();
    std::fs::write(folder.path().join("in.wasm"), super::component()).unwrap();
    let symbol_map = |arguments: &[&str]| {
        let arguments = [
            &["in.wasm", "-o", "out.wasm", "--symbol-map", "c"],
            arguments,
        ]
        .concat();
        let (code, text) = said(&run(folder.path(), arguments));
        assert_eq!(code, Some(0), "{text}");
        let read = |name: &str| std::fs::read(folder.path().join(name)).unwrap();
        (read("out.wasm"), read("c"))
    };
    assert_eq!(symbol_map(&[]), symbol_map(&["--drop", "name"]));
    let arguments = [
        "in.wasm",
        "-o",
        "out.wasm",
        "--symbol-map",
        "c",
        "--keep",
        "name",
    ];
    assert_eq!(said(&run(folder.path(), arguments)).0, Some(2));
}

/// The map in a file that an older release wrote under `--companion`. It is of a component
/// whose core module begins at 16 and has one function, from 30 to 38.
const OLDER_MAP: &str = r#"{"modules":[{"at":16,"functions":[{"index":0,"start":30,"end":38,"origin":[0,0],"exact":true,"runs":[[31,7,0,3,[]]]}]}]}"#;

#[test]
fn a_symbol_map_of_an_older_release_symbolizes() {
    let folder = tempfile::tempdir().unwrap();
    let older = format!(
        r#"(component
            (@custom "component-shrink.companion" "{}")
            (core module (@custom "name" "\01\09\01\00\06divide")))"#,
        OLDER_MAP.replace('"', "\\\"")
    );
    let older = wat::parse_str(older).unwrap();
    std::fs::write(folder.path().join("out.companion"), older).unwrap();
    let backtrace = "wasm backtrace:\n    0: 0x2f - <unknown>!<wasm function 0>\n";
    std::fs::write(folder.path().join("trace.txt"), backtrace).unwrap();
    let output = run(folder.path(), ["symbolize", "out.companion", "trace.txt"]);
    assert!(output.status.success(), "{output:?}");
    assert_eq!(
        String::from_utf8_lossy(&output.stdout),
        format!("{backtrace}          divide at ?\n")
    );
}
