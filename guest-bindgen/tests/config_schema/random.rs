//! Records that nobody wrote: their schemas take the values of the record and no
//! others, by a definition that is short enough to be trusted.

use arbitrary::Unstructured;
use greentic_guest_bindgen::{Error, Wit};
use serde_json::Value;

use super::kinds::{Dice, Field, fields, package};
use super::values::{damage, record, takes_fields};
use super::wit;

/// The number of records that are made, and of the values of each.
const RECORDS: u64 = 300;
const VALUES: usize = 60;

/// A record, its WIT, and values of which about half are of it.
fn case_of(seed: u64) -> (Vec<Field>, String, Vec<Value>) {
    let mut dice = Dice(seed);
    let fields = fields(&mut dice, 3);
    let text = package(&mut dice, &fields);
    let values = (0..VALUES).map(|_| {
        let mut value = record(&mut dice, &fields);
        for _ in 0..dice.below(3) {
            damage(&mut dice, &mut value);
        }
        value
    });
    let values = values.collect();
    (fields, text, values)
}

#[test]
fn schemas_take_the_values_of_their_record_and_no_others() {
    let (mut taken, mut refused) = (0, 0);
    for seed in 0..RECORDS {
        let (fields, text, values) = case_of(seed);
        let schema = wit(&text).config_schema(None);
        let schema = schema
            .unwrap_or_else(|error| panic!("{error}\n{text}"))
            .minified();
        let schema: Value = serde_json::from_str(&schema).expect("JSON");
        jsonschema::meta::validate(&schema).unwrap_or_else(|error| panic!("{error}\n{schema}"));
        let validator = jsonschema::validator_for(&schema).expect("a schema");
        for value in values {
            let object = value.as_object();
            let due = object.is_some_and(|object| takes_fields(&fields, object));
            assert_eq!(
                validator.is_valid(&value),
                due,
                "seed {seed}: {value}\n{text}\n{schema}"
            );
            *(if due { &mut taken } else { &mut refused }) += 1;
        }
    }
    assert!(
        taken > 3000 && refused > 3000,
        "{taken} taken, {refused} refused"
    );
}

/// Takes one keyword out of a schema, or makes it say less; `at` counts those that there
/// are. Returns what it did.
fn weaken(schema: &mut Value, at: &mut usize) -> Option<String> {
    match schema {
        Value::Array(items) => items.iter_mut().find_map(|item| weaken(item, at)),
        Value::Object(object) => {
            for name in [
                "minimum",
                "maximum",
                "exclusiveMaximum",
                "minLength",
                "maxLength",
                "minItems",
                "maxItems",
                "uniqueItems",
                "required",
                "additionalProperties",
                "enum",
                "type",
                "oneOf",
                "anyOf",
                "prefixItems",
            ] {
                if object.contains_key(name) {
                    if *at == 0 {
                        object.remove(name);
                        return Some(name.to_owned());
                    }
                    *at -= 1;
                }
            }
            object.values_mut().find_map(|value| weaken(value, at))
        }
        _ => None,
    }
}

/// Most schemas with one keyword less take what they should not, and the values show it; of
/// each keyword some.
#[test]
fn a_keyword_that_is_missing_is_noticed() {
    let mut noticed = std::collections::BTreeMap::new();
    for seed in 0..RECORDS / 2 {
        let (fields, text, values) = case_of(seed);
        let schema = wit(&text).config_schema(None).expect("a schema").minified();
        for at in 0..40 {
            let mut schema: Value = serde_json::from_str(&schema).expect("JSON");
            let mut left = at;
            let Some(name) = weaken(&mut schema, &mut left) else {
                break;
            };
            let Ok(validator) = jsonschema::validator_for(&schema) else {
                continue;
            };
            let seen = values.iter().any(|value| {
                let object = value.as_object();
                validator.is_valid(value)
                    != object.is_some_and(|object| takes_fields(&fields, object))
            });
            let (caught, all) = noticed.entry(name).or_insert((0, 0));
            *caught += u32::from(seen);
            *all += 1;
        }
    }
    assert_eq!(noticed.len(), 15, "{noticed:?}");
    for (name, (caught, all)) in &noticed {
        assert!(*caught > 0, "{name}: none of {all}");
    }
    let (caught, all) = noticed
        .values()
        .fold((0, 0), |sum, one| (sum.0 + one.0, sum.1 + one.1));
    assert!(caught * 4 > all, "{caught} of {all}: {noticed:?}");
}

/// Whatever a generator of WIT comes up with has a schema, or is refused in full.
#[test]
fn records_of_a_generator_of_wit_have_schemas_or_are_refused() {
    let config = wit_smith::Config {
        max_packages: 3,
        max_pkg_items: 4,
        max_interface_items: 6,
        max_world_items: 1,
        max_type_parts: 6,
        max_type_size: 80,
        async_: true,
        futures: true,
        streams: true,
        error_context: true,
        fixed_length_lists: true,
        ..wit_smith::Config::default()
    };
    let folder = tempfile::tempdir().expect("a folder");
    let file = folder.path().join("smith.wasm");
    let (mut made, mut refused) = (0, 0);
    for seed in 0..300 {
        let bytes = Dice(seed).bytes(4000);
        let Ok(encoded) = wit_smith::smith(&config, &mut Unstructured::new(&bytes)) else {
            continue;
        };
        std::fs::write(&file, encoded).expect("a file");
        let wit = Wit::read(&file).expect("WIT");
        let names = match wit.config_schema(Some("none of this name")) {
            Err(Error::Unsupported { instead, .. }) => instead,
            other => panic!("{other:?}"),
        };
        for name in names.split('`').filter(|name| name.contains('#')) {
            match wit.config_schema(Some(name)) {
                Ok(schema) => {
                    assert_eq!(schema.record(), name);
                    let schema = serde_json::from_str(&schema.minified()).expect("JSON");
                    jsonschema::meta::validate(&schema).expect("a schema");
                    made += 1;
                }
                Err(Error::Unsupported {
                    item,
                    what,
                    instead,
                    ..
                }) => {
                    assert!(!item.is_empty() && !what.is_empty() && !instead.is_empty());
                    refused += 1;
                }
                Err(error) => panic!("seed {seed}, {name}: {error}"),
            }
        }
    }
    assert!(made > 10 && refused > 10, "{made} made, {refused} refused");
}

/// Text that is cut off, or has other bytes in it, is an error or WIT.
#[test]
fn damaged_text_is_an_error() {
    let mut dice = Dice(1);
    for seed in 0..200 {
        let (_, text, _) = case_of(seed);
        let mut bytes = text.clone().into_bytes();
        for _ in 0..=dice.below(3) {
            match dice.below(3) {
                0 => bytes.truncate(dice.below(bytes.len() + 1)),
                _ if bytes.is_empty() => {}
                1 => {
                    let at = dice.below(bytes.len());
                    bytes[at] = b"{}()<>,:;@/\"\\ \n-0"[dice.below(17)];
                }
                _ => {
                    let at = dice.below(bytes.len());
                    _ = bytes.remove(at);
                }
            }
        }
        let text = String::from_utf8_lossy(&bytes);
        if let Ok(wit) = Wit::parse("damaged.wit", &text)
            && let Err(error) = wit.config_schema(None)
        {
            assert!(!error.to_string().is_empty());
        }
    }
}
