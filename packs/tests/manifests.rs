//! Manifests: what is taken and what is not, and what a component carries.

use greentic_packs::manifest::{ExternNames, Manifest, Start, start};
use greentic_packs::{Error, hash, section};
use serde_json::{Value, json};

const MANIFEST: &str = include_str!("data/component.manifest.json");

/// The smallest component: it has nothing in it.
const EMPTY: &[u8] = b"\0asm\x0d\0\x01\0";

/// The example with a change.
fn changed(change: impl FnOnce(&mut Value)) -> String {
    let mut value = serde_json::from_str(MANIFEST).unwrap();
    change(&mut value);
    value.to_string()
}

fn problem(text: &str) -> String {
    let error = Manifest::parse(text).unwrap_err();
    assert!(matches!(error, Error::Manifest { .. }), "{error:?}");
    error.to_string()
}

#[test]
fn each_of_the_twelve_fields_is_needed() {
    Manifest::parse(MANIFEST).unwrap();
    for field in [
        "id",
        "name",
        "version",
        "world",
        "describe_export",
        "config_schema",
        "operations",
        "supports",
        "profiles",
        "capabilities",
        "artifacts",
        "hashes",
    ] {
        let text = changed(|value| drop(value.as_object_mut().unwrap().remove(field)));
        let said = problem(&text);
        assert!(said.contains(&format!("\"{field}\"")), "{field}: {said}");
    }
}

#[test]
fn what_the_schema_cannot_say_is_a_rule() {
    type Change = fn(&mut Value);
    let broken: [(&str, Change); 14] = [
        ("id: is blank", |value| value["id"] = json!(" ")),
        ("version: `1.2.3-.`", |value| {
            value["version"] = json!("1.2.3-.");
        }),
        ("`lost` is not in profiles", |value| {
            value["profiles"]["default"] = json!("lost");
        }),
        ("`greet` is there twice", |value| {
            value["operations"][1]["name"] = json!("greet");
        }),
        ("default_operation: `x`", |value| {
            value["default_operation"] = json!("x");
        }),
        ("is absolute", |value| {
            value["artifacts"]["component_wasm"] = json!("/a.wasm");
        }),
        ("is no commit", |value| {
            value["provenance"]["git_commit"] = json!("0123ABC");
        }),
        ("mode is not `none`", |value| {
            value["capabilities"]["wasi"]["filesystem"]["mounts"] = json!([]);
        }),
        ("neither read nor write", |value| {
            value["capabilities"]["host"]["state"] = json!({ "read": false });
        }),
        ("neither write_templates", |value| {
            value["capabilities"]["host"]["iac"]["write_templates"] = json!(false);
        }),
        ("env.allow: is blank", |value| {
            value["capabilities"]["wasi"]["env"]["allow"] = json!([" "]);
        }),
        ("is no key", |value| {
            value["capabilities"]["host"]["secrets"]["required"][0]["key"] = json!("a..b");
        }),
        ("names other secrets", |value| {
            let mut secrets = value["capabilities"]["host"]["secrets"]["required"].clone();
            secrets[0]["required"] = json!(false);
            value["secret_requirements"] = secrets;
        }),
        ("memory_mb", |value| value["limits"]["memory_mb"] = json!(0)),
    ];
    for (why, change) in broken {
        let said = problem(&changed(change));
        assert!(said.contains(why), "{why}: {said}");
    }
}

#[test]
fn all_that_the_schema_finds_is_told_with_its_place() {
    let text = changed(|value| {
        value["supports"] = json!(["nothing"]);
        value["operations"][1]["name"] = json!("Part");
        value["surplus"] = json!(1);
    });
    let error = Manifest::parse(&text).unwrap_err();
    let places: Vec<_> = error
        .problems()
        .iter()
        .map(|problem| &*problem.place)
        .collect();
    assert_eq!(error.problems().len(), 3, "{error}");
    for place in ["supports.0", "operations.1.name", "manifest"] {
        assert!(places.contains(&place), "{place}: {error}");
    }
}

#[test]
fn what_is_no_manifest_is_an_error_and_costs_no_more_than_its_bytes() {
    for text in ["", "{", "[]", "null", "7", &"[".repeat(100_000)] {
        assert!(Manifest::parse(text).is_err(), "{text:.20}");
    }
    let large = " ".repeat(greentic_packs::manifest::MOST_BYTES + 1);
    assert!(matches!(
        Manifest::parse(&large),
        Err(Error::TooLarge { .. })
    ));
}

#[test]
fn a_component_carries_its_manifest_once_and_it_reads_the_same() {
    let manifest = Manifest::parse(MANIFEST).unwrap();
    assert_eq!(section::read(EMPTY).unwrap(), None);
    let embedded = section::embedded(EMPTY, &manifest).unwrap();
    let read = section::read(&embedded).unwrap().unwrap();
    assert_eq!(&read, manifest.content());
    assert!(embedded.starts_with(EMPTY));
    // Again, and with another one in between: what was there goes.
    assert_eq!(section::embedded(&embedded, &manifest).unwrap(), embedded);
    let other = Manifest::parse(&changed(|value| value["name"] = json!("Other"))).unwrap();
    let twice = section::embedded(&embedded, &other).unwrap();
    assert_eq!(section::read(&twice).unwrap().unwrap().name, "Other");
    assert_eq!(section::embedded(&twice, &manifest).unwrap(), embedded);
    // The hash is of the whole file, and not of what is carried.
    let renewed = hash::renewed(MANIFEST, &embedded).unwrap();
    Manifest::parse(&renewed)
        .unwrap()
        .check_hash(&embedded)
        .unwrap();
    assert!(manifest.check_hash(&embedded).is_err());
    let again = section::embedded(EMPTY, &Manifest::parse(&renewed).unwrap()).unwrap();
    assert_eq!(again, embedded);
}

#[test]
fn sections_that_do_not_hold_what_they_should_are_errors() {
    let manifest = Manifest::parse(MANIFEST).unwrap();
    let embedded = section::embedded(EMPTY, &manifest).unwrap();
    let doubled = [&embedded[..], &embedded[EMPTY.len()..]].concat();
    let said = section::read(&doubled).unwrap_err().to_string();
    assert!(said.contains("twice"), "{said}");
    assert!(section::read(b"\0asm\x01\0\0\0").is_err());
    assert!(section::read(b"text").is_err());
    // Any byte of it: an error, or nothing is there any more, or a field of the
    // envelope that says nothing. What is read is what was written.
    for place in EMPTY.len()..embedded.len() {
        let mut damaged = embedded.clone();
        damaged[place] ^= 0x11;
        if let Ok(Some(content)) = section::read(&damaged) {
            assert_eq!(&content, manifest.content(), "{place}");
        }
    }
}

#[test]
fn a_manifest_begins_with_what_is_in_the_component() {
    let said = Start {
        id: "demo.one".into(),
        name: "One".into(),
        version: "0.1.0".into(),
        supports: vec!["job".into()],
        operations: vec!["run".into()],
        artifact: "one.wasm".into(),
    };
    let text = start(EMPTY, &said).unwrap();
    let manifest = Manifest::parse(&text).unwrap();
    manifest.check_hash(EMPTY).unwrap();
    assert_eq!(manifest.in_packs().unwrap().id.as_str(), "demo.one");
    assert_eq!(ExternNames::of(EMPTY).unwrap(), ExternNames::default());
    assert!(
        start(
            EMPTY,
            &Start {
                version: "one".into(),
                ..said.clone()
            }
        )
        .is_err()
    );
    assert!(start(b"\0asm\x01\0\0\0", &said).is_err());
}
