//! CBOR against that of the runners, and back and forth.

use fastrand::Rng;
use serde_json::{Map, Value, json};

use super::{
    CborError, MAX_BYTES, MAX_DEPTH, RESERVED, as_runners_read, as_runners_write, from_json,
    to_json,
};

fn bytes(digits: &str) -> Vec<u8> {
    hex::decode(digits).expect("digits")
}

/// A made-up value; every kind of number is among them.
fn made(random: &mut Rng, depth: usize) -> Value {
    let kinds = if depth == 0 { 8 } else { 10 };
    match random.u8(..kinds) {
        0 => Value::Null,
        1 => json!(random.bool()),
        2 => json!(random.u64(..) >> random.u8(..64)),
        3 => json!(random.i64(..) >> random.u8(..64)),
        4 => json!(f64::from_bits(random.u64(..))),
        5 => json!(f64::from(f32::from_bits(random.u32(..)))),
        6 => json!(f64::from(random.i16(..)) / 4.0),
        7 => json!(text(random)),
        8 => (0..random.usize(..5))
            .map(|_| made(random, depth - 1))
            .collect(),
        _ => {
            let mut object = Map::new();
            for _ in 0..random.usize(..5) {
                let key = if random.u8(..20) == 0 {
                    (*random.choice(RESERVED).expect("some")).to_owned()
                } else {
                    text(random)
                };
                object.insert(key, made(random, depth - 1));
            }
            Value::Object(object)
        }
    }
}

fn text(random: &mut Rng) -> String {
    let length = random.usize(..8) * random.usize(..8) * random.usize(..8);
    (0..length).map(|_| random.char('\0'..)).collect()
}

/// Made-up CBOR of all kinds: lengths with and without numbers, tags, odd keys.
fn document(random: &mut Rng, depth: usize, out: &mut Vec<u8>) {
    let head = |random: &mut Rng, major: u8, number: u64, out: &mut Vec<u8>| {
        // Not always the shortest form.
        let form = random.u8(..4);
        let long = [0xff, 0xffff, 0xffff_ffff]
            .iter()
            .filter(|limit| number > **limit)
            .count();
        let size = usize::from(form).max(long);
        if size == 0 && number < 24 {
            out.push(major << 5 | number.to_be_bytes()[7]);
        } else {
            out.push(major << 5 | (24 + u8::try_from(size).expect("small")));
            out.extend_from_slice(&number.to_be_bytes()[8 - (1 << size)..]);
        }
    };
    let number = random.u64(..) >> random.u8(..64);
    match random.u8(..if depth == 0 { 7 } else { 13 }) {
        0 => head(random, 0, number, out),
        1 => head(random, 1, number, out),
        2 => {
            let bytes = text(random).into_bytes();
            head(random, 2, bytes.len() as u64, out);
            out.extend(bytes);
        }
        3 => {
            let text = text(random);
            head(random, 3, text.len() as u64, out);
            out.extend(text.bytes());
        }
        4 => out.push(0xe0 | random.u8(19..24)),
        5 => {
            let size = random.usize(1..4);
            out.push(0xf8 + u8::try_from(size).expect("small"));
            out.extend_from_slice(&number.to_be_bytes()[8 - (1 << size)..]);
        }
        6 => {
            out.push(0x7f);
            for _ in 0..random.usize(..3) {
                let text = text(random);
                head(random, 3, text.len() as u64, out);
                out.extend(text.bytes());
            }
            out.push(0xff);
        }
        7 => {
            head(random, 6, number, out);
            document(random, depth - 1, out);
        }
        kind @ 8..=10 => {
            let count = random.u64(..4);
            if kind == 8 {
                head(random, 4, count, out);
            } else {
                out.push(0x9f);
            }
            (0..count).for_each(|_| document(random, depth - 1, out));
            if kind != 8 {
                out.push(0xff);
            }
        }
        kind => {
            let count = random.u64(..4);
            if kind == 11 {
                head(random, 5, count, out);
            } else {
                out.push(0xbf);
            }
            for _ in 0..count {
                if random.u8(..5) == 0 {
                    document(random, depth - 1, out);
                } else {
                    let key = random.alphabetic().to_string();
                    head(random, 3, key.len() as u64, out);
                    out.extend(key.bytes());
                }
                document(random, depth - 1, out);
            }
            if kind != 11 {
                out.push(0xff);
            }
        }
    }
}

#[test]
fn values_are_written_as_the_runners_write_them() {
    let mut random = Rng::with_seed(1);
    for _ in 0..2000 {
        let value = made(&mut random, 4);
        let theirs = serde_cbor::to_vec(&value).expect("their CBOR");
        assert_eq!(as_runners_write(&value).expect("CBOR"), theirs, "{value}");
    }
}

#[test]
fn documents_are_read_as_the_runners_read_them() {
    let mut random = Rng::with_seed(2);
    let mut taken = 0;
    for round in 0..8000 {
        let mut bytes = Vec::new();
        document(&mut random, 4, &mut bytes);
        if round % 3 == 0 && !bytes.is_empty() {
            let at = random.usize(..bytes.len());
            bytes[at] = random.u8(..);
        }
        let theirs = serde_cbor::from_slice::<Value>(&bytes).ok();
        taken += usize::from(theirs.is_some());
        assert_eq!(as_runners_read(&bytes), theirs, "{bytes:02x?}");
    }
    assert!((800..7200).contains(&taken), "{taken}");
}

#[test]
fn everything_comes_back() {
    let mut random = Rng::with_seed(3);
    for _ in 0..2000 {
        let mut first = Vec::new();
        document(&mut random, 4, &mut first);
        let json = match to_json(&first) {
            Ok(json) => json,
            // The one that is no CBOR.
            Err(CborError::Malformed { message, .. }) if message.contains("simple") => continue,
            Err(error) => panic!("{error}: {first:02x?}"),
        };
        let text = json.to_string();
        let again: Value = serde_json::from_str(&text).expect("JSON");
        let second = from_json(&again).expect("CBOR");
        assert_eq!(to_json(&second).expect("our own"), json);
        // The other implementation sees the same in both.
        let values = |bytes: &[u8]| serde_cbor::from_slice::<serde_cbor::Value>(bytes).ok();
        if let (Some(before), Some(after)) = (values(&first), values(&second)) {
            assert_eq!(format!("{before:?}"), format!("{after:?}"), "{text}");
        }
    }
}

#[test]
fn each_kind_has_its_form() {
    // Examples of RFC 8949, appendix A.
    for (digits, json) in [
        ("1b000000e8d4a51000", json!(1_000_000_000_000_u64)),
        ("1bffffffffffffffff", json!(u64::MAX)),
        (
            "3bffffffffffffffff",
            json!({ "$int": "-18446744073709551616" }),
        ),
        ("3903e7", json!(-1000)),
        ("f90000", json!(0.0)),
        ("f98000", json!(-0.0)),
        ("fb3ff199999999999a", json!(1.1)),
        ("f90001", json!(5.960_464_477_539_063e-8)),
        ("f97c00", json!({ "$float": "Infinity" })),
        ("fb7ff8000000000000", json!({ "$float": "NaN" })),
        ("f9fc00", json!({ "$float": "-Infinity" })),
        ("f7", json!({ "$simple": 23 })),
        ("f8ff", json!({ "$simple": 255 })),
        (
            "d818456449455446",
            json!({ "$tag": [24, { "$bytes": "6449455446" }] }),
        ),
        ("40", json!({ "$bytes": "" })),
        ("62c3bc", json!("ü")),
        ("a201020304", json!({ "$map": [[1, 2], [3, 4]] })),
        ("826161a161626163", json!(["a", { "b": "c" }])),
        ("5f42010243030405ff", json!({ "$bytes": "0102030405" })),
        ("bf61610161629f0203ffff", json!({ "a": 1, "b": [2, 3] })),
        ("a2616101616102", json!({ "$map": [["a", 1], ["a", 2]] })),
        ("a1642474616701", json!({ "$map": [["$tag", 1]] })),
    ] {
        assert_eq!(to_json(&bytes(digits)), Ok(json.clone()), "{digits}");
        let again = from_json(&json).expect("CBOR");
        assert_eq!(to_json(&again), Ok(json), "{digits}");
    }
    // By length first.
    let value = json!({ "aa": 1, "b": 2 });
    assert_eq!(from_json(&value).expect("CBOR"), bytes("a261620262616101"));
    assert_eq!(
        as_runners_write(&value).expect("CBOR"),
        bytes("a262616101616202")
    );
}

#[test]
fn what_is_no_cbor_is_refused_with_its_place() {
    for (digits, at) in [
        ("", 0),
        ("ff", 0),
        ("1c", 0),
        ("18", 0),
        ("0000", 1),
        ("61", 1),
        ("61ff", 0),
        ("820102ff", 3),
        ("81ff", 1),
        ("bf6161ff", 3),
        ("7f4101ff", 1),
        ("7f61c361bcff", 1),
        ("f818", 0),
        ("5bffffffffffffffff00", 9),
        ("9bffffffffffffffff00", 10),
    ] {
        let error = to_json(&bytes(digits)).expect_err(digits);
        assert!(
            matches!(error, CborError::Malformed { at: place, .. } if place == at),
            "{digits}: {error}"
        );
    }
    for value in [
        json!({ "$bytes": "0" }),
        json!({ "$bytes": 1 }),
        json!({ "$int": "-1" }),
        json!({ "$int": "-18446744073709551617" }),
        json!({ "$float": "1.5" }),
        json!({ "$simple": 20 }),
        json!({ "$simple": 24 }),
        json!({ "$tag": [1] }),
        json!({ "$map": [[1]] }),
    ] {
        let error = from_json(&value).expect_err("a wrong form");
        assert!(error.to_string().contains("{\"$map\": [[\"$"), "{error}");
    }
}

#[test]
fn depth_and_size_have_bounds() {
    let nested = |depth: usize| {
        let mut bytes = vec![0x81; depth];
        bytes.push(0);
        bytes
    };
    for depth in [MAX_DEPTH, MAX_DEPTH + 1] {
        let taken = depth == MAX_DEPTH;
        let document = nested(depth);
        assert_eq!(to_json(&document).is_ok(), taken);
        assert_eq!(as_runners_read(&document).is_some(), taken);
        assert_eq!(serde_cbor::from_slice::<Value>(&document).is_ok(), taken);
        let mut value = json!(0);
        for _ in 0..depth {
            value = json!([value]);
        }
        assert_eq!(from_json(&value).is_ok(), taken);
    }
    assert_eq!(to_json(&nested(1 << 20)), Err(CborError::TooDeep));
    let large = vec![0; MAX_BYTES + 1];
    assert_eq!(
        to_json(&large),
        Err(CborError::TooLarge {
            bytes: MAX_BYTES + 1
        })
    );
    let text = json!("x".repeat(MAX_BYTES + 1));
    assert!(matches!(from_json(&text), Err(CborError::TooLarge { .. })));
}
