//! CBOR from JSON, and JSON from CBOR.

use fastrand::Rng;
use greentic_guest::{Call, cbor, json};
use greentic_types::cbor::canonical::to_canonical_cbor_allow_floats;
use serde_json::{Map, Number, Value};

use super::from_hex;

fn text(rng: &mut Rng) -> String {
    let letters = ["a", "b", "\"", "\\", "\n", "\u{1}", "é", "水", "𐅑"];
    (0..rng.usize(..30))
        .map(|_| letters[rng.usize(..9)])
        .collect()
}

fn value(rng: &mut Rng, depth: usize) -> Value {
    match rng.usize(..if depth == 0 { 7 } else { 11 }) {
        0 => Value::Null,
        1 => Value::Bool(rng.usize(..2) == 0),
        2 => (rng.u64(..) >> rng.usize(..64)).into(),
        3 => (rng.u64(..).cast_signed() >> rng.usize(..64)).into(),
        4 => Number::from_f64(f64::from_bits(rng.u64(..))).map_or(Value::Null, Value::Number),
        5 => (rng.u64(..) as i16 as f64 / 4.0).into(),
        6 => text(rng).into(),
        7 | 8 => (0..rng.usize(..30))
            .map(|_| value(rng, depth / 2))
            .collect(),
        _ => {
            let field = |_| (text(rng), value(rng, depth / 2));
            Value::Object((0..30).map(field).collect::<Map<_, _>>())
        }
    }
}

#[test]
fn json_is_converted_as_hosts_do_and_back() {
    for seed in 1..=if cfg!(miri) { 5 } else { 1_500 } {
        let value = value(&mut Rng::with_seed(seed), 3);
        let text = if seed % 2 == 0 {
            value.to_string()
        } else {
            serde_json::to_string_pretty(&value).unwrap()
        };
        let call = Call::new();
        let bytes = cbor::from_json(&call, call.read_json(&text).unwrap()).unwrap();
        assert!(
            bytes == to_canonical_cbor_allow_floats(&value).unwrap(),
            "{seed}: {value}"
        );
        let back = json::from_cbor(call.read_canonical_cbor(bytes).unwrap()).unwrap();
        // The order of fields is that of CBOR; serde_json compares without.
        assert!(call.read_json(back).is_ok(), "{seed}: {back}");
        let again = cbor::from_json(&call, call.read_json(back).unwrap()).unwrap();
        assert!(again == bytes, "{seed}: {value}, {back}");
    }
}

#[test]
fn values_without_json_are_converted_as_rfc_8949_advises() {
    let call = Call::new();
    for (hex, expected) in [
        // Bytes: base64url, unless a tag says otherwise.
        ("43fbff01", r#""-_8B""#),
        ("d543fbff01", r#""-_8B""#),
        ("d643fbff01", r#""+/8B""#),
        ("d64101", r#""AQ==""#),
        ("d743fbff01", r#""fbff01""#),
        ("5f41fb42ff01ff", r#""-_8B""#),
        // Large integers.
        ("c249010000000000000000", r#""AQAAAAAAAAAA""#),
        ("c349010000000000000000", r#""~AQAAAAAAAAAA""#),
        ("1bffffffffffffffff", "18446744073709551615"),
        ("3bffffffffffffffff", "-18446744073709551616"),
        ("3bfffffffffffffffe", "-18446744073709551615"),
        // Other tags are left out.
        ("c11a514b67b0", "1363896240"),
        ("d9d9f7a1c0616181c180", r#"{"a":[[]]}"#),
        ("82c24101f6", r#"["AQ",null]"#),
        ("bf6161ff", ""),
        ("bf61619fff7f616261c3ff80ff", ""),
        ("bf61619fff7f6162ff80ff", r#"{"a":[],"b":[]}"#),
        ("9f9f9fffff01bfffff", "[[[]],1,{}]"),
        ("6361220a", r#""a\"\n""#),
    ] {
        let bytes: &[u8] = from_hex(hex).leak();
        match call.read_cbor(bytes) {
            Ok(cbor) => assert_eq!(json::from_cbor(cbor), Ok(expected), "{hex}"),
            Err(_) => assert_eq!(expected, "", "{hex}"),
        }
    }
    // Names that are no text.
    for (hex, at) in [("a10102", 1), ("81a2616180f5f6", 5)] {
        let bytes: &[u8] = from_hex(hex).leak();
        let error = json::from_cbor(call.read_cbor(bytes).unwrap()).unwrap_err();
        assert_eq!(
            (error.at(), error.kind()),
            (at, cbor::CborErrorKind::Text),
            "{hex}"
        );
    }
    assert!(json::from_cbor(call.read_cbor(b"\xA0").unwrap().at("a")).is_err());
}

#[test]
fn what_json_cannot_say_is_an_error_unless_it_may_be_lost() {
    let call = Call::new();
    for hex in [
        // `undefined`, and simple values that mean nothing.
        "f7",
        "e0",
        "f3",
        "f820",
        "f8ff", // None, and infinite, in each width.
        "f97e00",
        "f97c00",
        "f9fc00",
        "fa7fc00000",
        "fa7f800000",
        "faff800000",
        "fb7ff8000000000000",
        "fb7ff0000000000000",
        "fbfff0000000000000",
    ] {
        let value = from_hex(hex);
        let inside = [b"\xA1\x61a\x82\x01\xC1", value.as_slice()].concat();
        let cbor = call.read_cbor(inside.leak()).unwrap();
        let error = json::from_cbor(cbor).unwrap_err();
        assert_eq!(
            (error.at(), error.kind()),
            (6, cbor::CborErrorKind::Json),
            "{hex}"
        );
        assert_eq!(error.message(), "at byte 6, `/a/1`: JSON cannot say this");
        assert_eq!(
            json::from_cbor_lossy(cbor),
            Ok(r#"{"a":[1,null]}"#),
            "{hex}"
        );
        let alone = call.read_cbor(value.leak()).unwrap();
        assert_eq!(json::from_cbor(alone).unwrap_err().at(), 0, "{hex}");
    }
    let name = call.read_cbor(b"\xA1\x01\x02").unwrap();
    assert_eq!(
        json::from_cbor_lossy(name).unwrap_err().kind(),
        cbor::CborErrorKind::Text
    );
}

#[test]
fn what_cbor_cannot_say_is_an_error() {
    let call = Call::new();
    let json = call.read_json(r#" {"a":[1, 1e400]}"#).unwrap();
    let error = cbor::from_json(&call, json).unwrap_err();
    assert_eq!((error.at(), error.path()), (10, "/a/1"));
    assert!(cbor::from_json(&call, json.at("b")).is_err());
    // The part of a document.
    assert_eq!(
        cbor::from_json(&call, json.at("a").items().unwrap().next().unwrap()),
        Ok(b"\x01".as_slice())
    );
    // The last of a name that is there twice.
    let json = call.read_json(r#"{"a":1,"b":2,"a":3}"#).unwrap();
    assert_eq!(
        cbor::from_json(&call, json),
        Ok(b"\xA2\x61a\x03\x61b\x02".as_slice())
    );
    for (json, expected) in [
        ("-0", "f98000"),
        ("-9223372036854775809", "3b8000000000000000"),
        ("-18446744073709551615", "3bfffffffffffffffe"),
        ("18446744073709551616", "fa5f800000"),
        ("1e2", "f95640"),
        ("-1.0", "f9bc00"),
    ] {
        let json = call.read_json(json).unwrap();
        assert_eq!(cbor::from_json(&call, json).unwrap(), from_hex(expected));
    }
    // More than is written of CBOR, where JSON has it.
    if cfg!(feature = "json-deep") {
        let deep = "[".repeat(64) + &"]".repeat(64);
        let error = cbor::from_json(&call, call.read_json(&deep).unwrap()).unwrap_err();
        assert_eq!((error.at(), error.kind()), (63, json::JsonErrorKind::Depth));
    }
    let deep = "[".repeat(63) + &"]".repeat(63);
    let json = call.read_json(&deep).unwrap();
    let bytes = cbor::from_json(&call, json).unwrap();
    assert_eq!(
        json::from_cbor(call.read_canonical_cbor(bytes).unwrap()),
        Ok(deep.as_str())
    );
}
