//! The platform's own readers take what is made here, and refuse what is refused here.

use std::path::Path;

use greentic_packs::description::Description;
use greentic_packs::manifest::Manifest;
use greentic_packs::pack::{About, Part};
use greentic_packs::{hash, section};
use greentic_testkit::driver::Driver;
use greentic_testkit::published;
use serde_json::{Value, json};

const MANIFEST: &str = include_str!("data/component.manifest.json");
const DESCRIPTION: &str = include_str!("data/description.json");
const ABOUT: &str = include_str!("data/pack.json");

/// Starts the program that answers for the platform; `None` where it cannot be had, which
/// is said.
fn readers() -> Option<Driver> {
    let program = published::readers().expect("the platform's readers")?;
    Some(Driver::start(&program))
}

/// Changes a document in one place: takes something away, adds something, or puts
/// another value there.
fn damage(value: &mut Value, random: &mut fastrand::Rng) {
    const TEXTS: [&str; 12] = [
        "", " ", "a", "1.2.3", "1.0", "/abs", "../x", "a..b", "A.b_c-d", "greet", "none", "text",
    ];
    if random.u8(..4) > 0 {
        let inner: Option<&mut Value> = match value {
            Value::Array(items) if !items.is_empty() => {
                let index = random.usize(..items.len());
                Some(&mut items[index])
            }
            Value::Object(fields) if !fields.is_empty() => {
                let index = random.usize(..fields.len());
                fields.values_mut().nth(index)
            }
            _ => None,
        };
        if let Some(inner) = inner {
            return damage(inner, random);
        }
    }
    let other = match random.u8(..9) {
        0 => Value::Null,
        1 => json!(random.bool()),
        2 => json!(random.i8(-1..3)),
        3 => json!(5_000_000_000_u64),
        4 => json!([]),
        5 => json!({}),
        _ => json!(TEXTS[random.usize(..TEXTS.len())]),
    };
    match value {
        Value::Array(items) => match random.u8(..4) {
            0 => items.clear(),
            1 => drop(items.pop()),
            2 => items.extend(items.first().cloned()),
            _ => items.push(other),
        },
        Value::Object(fields) if random.u8(..4) > 0 => {
            let index = random.usize(..=fields.len());
            let name = fields.keys().nth(index).cloned();
            match name {
                Some(name) if random.bool() => drop(fields.remove(&name)),
                Some(name) => drop(fields.insert(name, other)),
                None => drop(fields.insert("surplus".into(), other)),
            }
        }
        value => *value = other,
    }
}

#[test]
fn manifests_are_taken_and_refused_as_the_platform_does() {
    let Some(mut readers) = readers() else {
        return;
    };
    let whole: Value = serde_json::from_str(MANIFEST).unwrap();
    let mut random = fastrand::Rng::with_seed(2026);
    let (mut taken, mut by_rules) = (0, 0);
    for case in 0..3_000 {
        let mut value = whole.clone();
        for _ in 0..(case % 3).min(case) {
            damage(&mut value, &mut random);
        }
        let text = value.to_string();
        let ours = Manifest::parse(&text);
        let theirs = readers.ask(&json!({ "ask": "manifest", "manifest": text }));
        assert_eq!(
            ours.is_ok(),
            theirs.is_ok(),
            "{text}\nours: {ours:?}\ntheirs: {theirs:?}"
        );
        taken += usize::from(ours.is_ok());
        if theirs.is_err() {
            let schema = readers.ask(&json!({ "ask": "schema", "manifest": text }));
            by_rules += usize::from(schema.is_ok());
        }
    }
    // Of each kind there were some.
    assert!(
        taken > 1_000 && by_rules > 30,
        "{taken} taken, {by_rules} refused by rules"
    );
    assert!(taken < 2_500, "{taken} taken");
}

#[test]
fn a_component_with_its_manifest_is_loaded_by_the_platform() {
    let Some(mut readers) = readers() else {
        return;
    };
    let folder = tempfile::tempdir().unwrap();
    let write = |name: &str, bytes: &[u8]| std::fs::write(folder.path().join(name), bytes).unwrap();
    let description = Description::from_json(DESCRIPTION).unwrap();
    let manifest = Manifest::parse(MANIFEST).unwrap();
    let component = section::embedded(&description.component(), &manifest).unwrap();
    write("greeter.wasm", &component);
    let component = folder.path().join("greeter.wasm");
    let mut section = |manifest: &str| {
        readers.ask(&json!({ "ask": "section", "component": component, "manifest": manifest }))
    };
    let answer = section(MANIFEST).unwrap();
    assert_eq!(answer["same_payload"], true);
    // Theirs has the payload as a list of numbers.
    let carried = std::fs::metadata(&component).unwrap().len();
    let carried = carried - description.component().len() as u64;
    assert!(
        answer["bytes"].as_u64().unwrap() > carried * 4 / 3,
        "{answer}, {carried}"
    );
    assert!(section(&MANIFEST.replace("Greeter", "Other")).is_err());

    // The hash is renewed last, as it is over the whole file.
    write("component.manifest.json", MANIFEST.as_bytes());
    let loaded = json!({ "ask": "loaded", "folder": folder.path() });
    let said = readers.ask(&loaded).unwrap_err();
    assert!(said.contains("hash mismatch"), "{said}");
    let renewed = hash::renewed(MANIFEST, &std::fs::read(&component).unwrap()).unwrap();
    write("component.manifest.json", renewed.as_bytes());
    assert_eq!(readers.ask(&loaded).unwrap(), "demo.greeter");
}

#[test]
fn descriptions_are_read_by_the_platform_with_the_same_hashes() {
    let Some(mut readers) = readers() else {
        return;
    };
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("greeter.wasm.describe.cbor");
    let mut ask = |bytes: &[u8]| {
        std::fs::write(&path, bytes).unwrap();
        readers.ask(&json!({ "ask": "describe", "cbor": path }))
    };
    let description = Description::from_json(DESCRIPTION).unwrap();
    let answer = ask(description.sidecar().unwrap()).unwrap();
    assert_eq!(
        answer,
        json!({ "id": "demo.greeter", "same": true, "right": true })
    );
    // A digit of a hash that is another one is found by both.
    let hash = &description.content().operations[0].schema_hash;
    let mut wrong = description.cbor().to_vec();
    let place = wrong
        .windows(64)
        .position(|bytes| bytes == hash.as_bytes())
        .unwrap();
    wrong[place] ^= 1;
    assert_eq!(ask(&wrong).unwrap()["right"], false);
    assert!(Description::from_cbor(&wrong).is_err());
    // With floats it goes into components only.
    let float = DESCRIPTION.replace(
        r#"{ "type": "bool" }"#,
        r#"{ "type": "float", "min": 0.5 }"#,
    );
    let float = Description::from_json(&float).unwrap();
    assert!(ask(float.cbor()).is_err());
    assert!(float.sidecar().is_err());
}

#[test]
fn packs_are_opened_by_the_platform() {
    let Some(mut readers) = readers() else {
        return;
    };
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("demo.gtpack");
    let mut ask = |path: &Path, bytes: &[u8]| {
        std::fs::write(path, bytes).unwrap();
        readers.ask(&json!({ "ask": "pack", "pack": path }))
    };
    let description = Description::from_json(DESCRIPTION).unwrap();
    let component = description.component();
    let part = Part {
        manifest: Manifest::parse(MANIFEST).unwrap(),
        component: component.clone(),
        description: Some(description),
    };
    let file = About::parse(ABOUT).unwrap().build(&[part]).unwrap();
    let answer = ask(&path, &file).unwrap();
    assert_eq!(answer["id"], "demo.pack");
    assert_eq!(answer["sbom_ok"], true, "{answer}");
    assert_eq!(answer["diagnostics"], json!([]));
    assert_eq!(answer["flows"], 3);
    assert_eq!(
        answer["components"],
        json!([{ "id": "demo.greeter", "bytes": component.len(), "operations": 2 }])
    );
    assert_eq!(
        answer["warnings"],
        json!(["signature files missing; skipping verification"])
    );
    // A byte that is another one is found.
    let mut damaged = file;
    let last = damaged
        .windows(4)
        .rposition(|bytes| bytes == b"PK\x03\x04")
        .unwrap();
    damaged[last + 60] ^= 1;
    assert!(ask(&path, &damaged).is_err());
}
