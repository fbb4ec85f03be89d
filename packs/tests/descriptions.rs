//! Descriptions: from JSON, in CBOR, in a component.

use ciborium::Value as Cbor;
use greentic_packs::description::Description;
use greentic_packs::manifest::{ExternNames, Manifest};
use greentic_packs::{Error, cbor, section};
use serde_json::{Value, json};

const DESCRIPTION: &str = include_str!("data/description.json");

fn changed(change: impl FnOnce(&mut Value)) -> Result<Description, Error> {
    let mut value = serde_json::from_str(DESCRIPTION).unwrap();
    change(&mut value);
    Description::from_json(&value.to_string())
}

#[test]
fn cbor_is_canonical_and_reads_back() {
    let description = Description::from_json(DESCRIPTION).unwrap();
    cbor::check(description.cbor()).unwrap();
    let read = Description::from_cbor(description.cbor()).unwrap();
    assert_eq!(read, description);
    assert_eq!(description.sidecar().unwrap(), description.cbor());
}

/// A constant that a component written with the guest crate has.
const BY_THE_GUEST: &str =
    r#"{"type":"string","min_len":null,"max_len":null,"regex":null,"format":null}"#;

#[test]
fn hashes_are_those_of_the_guest_crate() {
    let description = changed(|value| {
        value["operations"][0]["input"]["schema"] = json!({ "type": "string" });
        value["config_schema"] = json!({ "type": "string" });
    });
    let call = greentic_guest::Call::new();
    let json = call.read_json(BY_THE_GUEST).unwrap();
    let schema = greentic_guest::cbor::from_json(&call, json).unwrap();
    let hash = greentic_guest::cbor::schema_hash(schema, schema, schema);
    let description = description.unwrap();
    assert_eq!(
        description.content().operations[0].schema_hash,
        hash.as_str()
    );
}

#[test]
fn what_is_wrong_with_a_description_is_told_with_its_place() {
    type Change = fn(&mut Value);
    let broken: [(&str, Change); 8] = [
        ("missing field `role`", |value| {
            drop(value["info"].as_object_mut().unwrap().remove("role"));
        }),
        ("info.id: is blank", |value| value["info"]["id"] = json!("")),
        ("operations[1].id: `greet`", |value| {
            value["operations"][1]["id"] = json!("greet");
        }),
        ("operations[0].schema_hash: is `ab`", |value| {
            value["operations"][0]["schema_hash"] = json!("ab");
        }),
        ("operations[0].inputs: is no field", |value| {
            value["operations"][0]["inputs"] = json!(1);
        }),
        ("schema.properties.name.maxlen: is no field", |value| {
            value["operations"][0]["input"]["schema"]["properties"]["name"]["maxlen"] = json!(1);
        }),
        ("unknown variant `text`", |value| {
            value["config_schema"]["type"] = json!("text");
        }),
        ("invalid type", |value| {
            value["outcomes"] = json!("on_success");
        }),
    ];
    for (why, change) in broken {
        let said = changed(change).unwrap_err().to_string();
        assert!(said.contains(why), "{why}: {said}");
    }
    for text in ["", "[]", "{", &"[".repeat(1_000_000)] {
        assert!(Description::from_json(text).is_err());
    }
    for bytes in [&b""[..], b"\xa0", b"\x01\x01", &vec![0x9f; 1_000_000]] {
        assert!(Description::from_cbor(bytes).is_err());
    }
    // As deep as JSON goes that is read at all.
    let deep = (0..55).fold(
        json!({ "type": "null" }),
        |items, _| json!({ "type": "array", "items": items }),
    );
    let deep = changed(|value| value["config_schema"] = deep).unwrap();
    assert_eq!(Description::from_cbor(deep.cbor()).unwrap(), deep);
}

#[test]
fn floats_go_into_components_and_not_beside_them() {
    let float = json!({ "type": "float", "min": 0, "max": 1.5 });
    let description = changed(|value| value["config_schema"] = float).unwrap();
    let said = description.sidecar().unwrap_err().to_string();
    assert!(said.contains("floats"), "{said}");
    // A whole number that stands for a float is one, in two bytes.
    let value: Cbor = ciborium::from_reader(description.cbor()).unwrap();
    let fields = value.as_map().unwrap();
    let config = &fields
        .iter()
        .find(|(key, _)| key.as_text() == Some("config_schema"))
        .unwrap()
        .1;
    assert!(
        config
            .as_map()
            .unwrap()
            .iter()
            .any(|(_, value)| value.as_float() == Some(0.0))
    );
    assert!(!description.component().is_empty());
}

#[test]
fn a_component_is_its_description_and_little_more() {
    let description = Description::from_json(DESCRIPTION).unwrap();
    let component = description.component();
    let more = component.len() - description.cbor().len();
    // With two functions, what it exports is called 45 and 26 bytes.
    assert_eq!(more, 235);
    let seen = ExternNames::of(&component).unwrap();
    assert_eq!(
        seen.exports,
        ["greentic:component/component-descriptor@0.6.0"]
    );
    assert_eq!(seen.imports, Vec::<String>::new());
    let wit = wit_component::decode(&component).unwrap();
    let wit_component::DecodedWasm::Component(resolve, world) = wit else {
        panic!("a package");
    };
    let exports: Vec<_> = resolve.worlds[world].exports.keys().collect();
    assert_eq!(exports.len(), 1);
    // Any length of it.
    for length in [0, 100, 1_000, 65_400, 65_536, 200_000] {
        let description =
            changed(|value| value["metadata"] = json!({ "x": "x".repeat(length) })).unwrap();
        let component = description.component();
        wasmparser::validate(&component).unwrap();
    }
    // It carries a manifest like any other.
    let manifest = Manifest::parse(include_str!("data/component.manifest.json")).unwrap();
    let embedded = section::embedded(&component, &manifest).unwrap();
    wasmparser::validate(&embedded).unwrap();
    assert_eq!(
        section::read(&embedded).unwrap().unwrap().id,
        "demo.greeter"
    );
}
