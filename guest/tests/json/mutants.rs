//! Damaged documents: both readers must take the same, and read the same.

use fastrand::Rng;
use greentic_guest::Call;
use greentic_guest::json::{Json, JsonError};
use serde_json::Value;

use super::damaged::damaged;
use super::read;
use super::setting::setting;

const SEEDS: &[&str] = &[
    r#"{"symbol":"A&\"\u00e9","fresh":true,"count":12,"ratio":-1.5e-3,"items":[1,2,{"a":[]}],"none":null}"#,
    r#"[[],[[]],{},{"a":{"b":[{}]}},"\ud83c\udf0d\n\t\\\/","é🌍",0,-0,1e5,0.5,18446744073709551615,-9223372036854775808]"#,
    r#" { "a" : [ true , false , null ] , "b" : { "c" : "d" } , "" : 0 } "#,
    r#""text with \"escapes\" and \u0041\u00df\u20ac\uD834\uDD1E""#,
    "[1.25E-10,123456789012345678901234567890,0e0,1E+5,-1]",
];

/// Bytes that mean something.
const BYTES: &[u8] = b"{}[]:,\"\\/ \t\n\rtrufalsenbE+-.0123456789x\x00\x01\x1f\x7fDCdc";

/// Returns whether both values are the same. `serde_json` rounds floats to one of some
/// neighbours, unless it is told otherwise; that ours are exact is proven elsewhere.
fn same(ours: &Value, theirs: &Value) -> bool {
    match (ours, theirs) {
        (Value::Array(ours), Value::Array(theirs)) => {
            ours.len() == theirs.len() && ours.iter().zip(theirs).all(|(a, b)| same(a, b))
        }
        (Value::Object(ours), Value::Object(theirs)) => {
            let names = ours.keys().eq(theirs.keys());
            names && ours.values().zip(theirs.values()).all(|(a, b)| same(a, b))
        }
        (Value::Number(a), Value::Number(b)) if a.is_f64() && b.is_f64() => {
            let (a, b) = (a.as_f64().unwrap(), b.as_f64().unwrap());
            a.to_bits().abs_diff(b.to_bits()) <= 4 || a.abs() + b.abs() <= 0.0
        }
        // `-0` is an integer here and a float there.
        (Value::Number(a), Value::Number(b)) => {
            a.as_f64() == b.as_f64() && (a == b || b.as_f64() == Some(0.0))
        }
        _ => ours == theirs,
    }
}

/// Returns whether both may differ. The reason:
///
/// - `serde_json` has no place for a number that is larger than any `f64`, and
///   refuses the document; here only who reads the number as one gets the error.
fn may_differ(text: &str, theirs: &serde_json::Error) -> bool {
    theirs.to_string().starts_with("number out of range")
        && text.contains(|c: char| c.is_ascii_digit())
}

/// Returns the number of documents to damage.
fn mutants() -> u64 {
    if cfg!(miri) {
        30
    } else {
        setting("JSON_MUTANTS", 30_000)
    }
}

#[test]
fn damaged_documents_are_taken_as_serde_json_takes_them() {
    let count = mutants();
    let mut rng = Rng::with_seed(setting("JSON_SEED", 1));
    let (mut taken, mut differ) = (0_u64, 0_u64);
    for _ in 0..count {
        let seed = SEEDS[rng.usize(..SEEDS.len())];
        let bytes = damaged(seed.into(), BYTES, &mut rng);
        let text = String::from_utf8_lossy(&bytes);
        let ours = read(&text);
        match serde_json::from_str::<Value>(&text) {
            Ok(theirs) => {
                let ours = ours.unwrap_or_else(|at| panic!("{text}: refused at {at}"));
                assert!(same(&ours, &theirs), "{text}: {ours}, {theirs}");
                taken += 1;
            }
            Err(error) if may_differ(&text, &error) => differ += 1,
            Err(_) => assert!(ours.is_err(), "{text}"),
        }
    }
    println!("{count} documents: {taken} taken by both, {differ} with numbers out of range");
    assert!(
        cfg!(miri) || taken > count / 20,
        "hardly one document is right: {taken}"
    );
    assert!(differ <= count / 100, "{differ}");
}

/// Reads an item to its end or not, in one of many ways.
fn look_at(item: Json<'_>, rng: &mut Rng) {
    match rng.u8(..6) {
        0 => {}
        1 => drop(item.text()),
        2 => drop(item.pick(["a"])),
        3 => drop((item.at("b").at("c").str(), item.f64())),
        _ => {
            for (_, value) in item.entries().into_iter().flatten() {
                look_at(value, rng);
            }
            for value in item.items().into_iter().flatten() {
                look_at(value, rng);
            }
        }
    }
}

/// Returns how many items an array has.
fn count<'a>(call: &'a Call, text: &'a str, rng: &mut Rng) -> Result<usize, JsonError<'a>> {
    let mut count = 0;
    let mut items = call.json_items(text)?;
    while let Some(item) = items.next() {
        let item = item.inspect_err(|_| assert!(items.next().is_none(), "{text}"))?;
        look_at(item, rng);
        count += 1;
    }
    assert!(items.next().is_none(), "{text}");
    Ok(count)
}

/// Whatever was read of the items before.
#[test]
fn damaged_arrays_are_taken_item_by_item_as_serde_json_takes_them() {
    let count_of_documents = mutants();
    let mut rng = Rng::with_seed(setting("JSON_SEED", 1));
    let mut taken = 0_u64;
    for _ in 0..count_of_documents {
        let mut seed = || SEEDS[rng.usize(..SEEDS.len())];
        let document = format!("[{},{},[{}]]", seed(), seed(), seed());
        let bytes = damaged(document.into(), BYTES, &mut rng);
        let text = String::from_utf8_lossy(&bytes);
        let call = Call::new();
        let ours = count(&call, &text, &mut rng);
        match serde_json::from_str::<Vec<Value>>(&text) {
            Ok(theirs) => {
                let ours = ours.unwrap_or_else(|error| panic!("{text}: {}", error.message()));
                assert_eq!(ours, theirs.len(), "{text}");
                taken += 1;
            }
            Err(error) => assert!(ours.is_err() || may_differ(&text, &error), "{text}"),
        }
    }
    println!("{count_of_documents} arrays: {taken} taken by both");
    assert!(
        cfg!(miri) || taken > count_of_documents / 20,
        "hardly one array is right: {taken}"
    );
}

/// Of an item that was read to its end only the last byte is passed.
#[test]
fn nothing_stands_between_an_item_and_its_comma() {
    for behind in [".5", "e1", "E+1", "0", "}", "x", "\"\"", "{}", " .5"] {
        for item in ["{}", "[]", r#"{"a":1}"#, "[{}]"] {
            let text = format!("[{item}{behind},1]");
            for seed in 0..20 {
                let call = Call::new();
                let read = count(&call, &text, &mut Rng::with_seed(seed));
                let error = read.expect_err(&text);
                assert_eq!(
                    error.at(),
                    1 + item.len() + usize::from(behind == " .5"),
                    "{text}"
                );
            }
        }
    }
}
