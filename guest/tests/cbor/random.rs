//! Random values, written and read by us and by others.

use ciborium::Value;
use fastrand::Rng;
use greentic_guest::Call;
use greentic_guest::cbor::{self, ToCbor, Writer};
use greentic_types::cbor::canonical::canonicalize_allow_floats;
use minicbor::data::Token;

use super::{read, same};

/// A value of ciborium, for us to write.
#[derive(Clone, Copy)]
pub(super) struct Ours<'v>(pub(super) &'v Value);

impl ToCbor for Ours<'_> {
    fn to_cbor(self, to: &mut Writer<'_>) {
        match self.0 {
            Value::Integer(number) => match (u64::try_from(*number), i64::try_from(*number)) {
                (Ok(number), _) => number.to_cbor(to),
                (_, Ok(number)) => number.to_cbor(to),
                _ => panic!("no method writes {number:?}"),
            },
            Value::Bytes(bytes) => bytes.as_slice().to_cbor(to),
            Value::Float(number) => number.to_cbor(to),
            Value::Text(text) => text.as_str().to_cbor(to),
            Value::Bool(truth) => truth.to_cbor(to),
            Value::Null => ().to_cbor(to),
            Value::Tag(tag, value) => cbor::tagged(*tag, Ours(value)).to_cbor(to),
            Value::Array(items) => cbor::array(items.iter().map(Ours)).to_cbor(to),
            Value::Map(entries) => cbor::map(|map| {
                for (name, value) in entries {
                    map.entry(Ours(name), Ours(value));
                }
            })
            .to_cbor(to),
            other => panic!("{other:?} is new"),
        }
    }
}

/// A number whose width is random, so that all heads occur, and the edges.
fn number(rng: &mut Rng) -> u64 {
    let number = rng.u64(..) >> rng.usize(..64);
    match rng.usize(..8) {
        0 => (1 << (number % 64)) - 1,
        1 => 1 << (number % 64),
        2 => number % 30,
        _ => number,
    }
}

fn float(rng: &mut Rng) -> f64 {
    let bits = rng.u64(..);
    match rng.usize(..6) {
        0 => f64::from_bits(bits),
        1 => f32::from_bits(bits as u32).into(),
        // Few bits of fraction: a 16-bit float, if the exponent fits one.
        2 => f64::from_bits(
            (bits >> 63) << 63 | (990 + bits % 60) << 52 | (bits >> 20 & 0x7FF) << 41,
        ),
        3 => [
            0.0,
            -0.0,
            f64::INFINITY,
            f64::NEG_INFINITY,
            f64::NAN,
            65504.0,
            65520.0,
        ][rng.usize(..7)],
        4 => (bits as i16).into(),
        _ => bits as i64 as f64 / 8.0,
    }
}

fn text(rng: &mut Rng) -> String {
    let letters = ['a', 'b', '/', '"', '\n', 'é', '水', '𐅑', '\0'];
    let length = [0, 1, 2, 3, 23, 24, 25, 255, 256, 300][rng.usize(..10)];
    (0..rng.usize(..=length))
        .map(|_| letters[rng.usize(..9)])
        .collect()
}

fn value(rng: &mut Rng, depth: usize, names: bool) -> Value {
    match rng.usize(..if depth == 0 { 9 } else { 14 }) {
        0 | 1 => number(rng).into(),
        2 => (-1 - number(rng).cast_signed().saturating_abs()).into(),
        3 => float(rng).into(),
        4 | 5 => text(rng).into(),
        6 => text(rng).into_bytes().into(),
        7 => (rng.usize(..2) == 0).into(),
        8 => Value::Null,
        // A tag on a byte string could be a large integer, which ciborium reads.
        9 => Value::Tag(number(rng) | 4, Box::new(value(rng, depth - 1, names))),
        10 | 11 => {
            let length = [0, 1, 3, 23, 24, 40][rng.usize(..6)];
            Value::Array((0..length).map(|_| value(rng, depth / 2, names)).collect())
        }
        _ => {
            let length = [0, 1, 3, 23, 24, 60][rng.usize(..6)];
            let name = |rng: &mut Rng| {
                if names {
                    value(rng, depth / 2, names)
                } else {
                    text(rng).into()
                }
            };
            Value::Map(
                (0..length)
                    .map(|_| (name(rng), value(rng, depth / 2, names)))
                    .collect(),
            )
        }
    }
}

/// Sorts the maps, and keeps of each name the last: in another way than ours, by
/// what ciborium writes.
fn sorted(value: &Value) -> Value {
    match value {
        Value::Array(items) => Value::Array(items.iter().map(sorted).collect()),
        Value::Tag(tag, value) => Value::Tag(*tag, Box::new(sorted(value))),
        Value::Map(entries) => {
            let mut all = std::collections::BTreeMap::new();
            for (name, value) in entries {
                let name = sorted(name);
                let bytes = theirs(&name);
                all.insert((bytes.len(), bytes), (name, sorted(value)));
            }
            Value::Map(all.into_values().collect())
        }
        _ => value.clone(),
    }
}

fn theirs(value: &Value) -> Vec<u8> {
    let mut bytes = Vec::new();
    ciborium::into_writer(value, &mut bytes).unwrap();
    bytes
}

fn has_tags(value: &Value) -> bool {
    match value {
        Value::Array(items) => items.iter().any(has_tags),
        Value::Map(entries) => entries.iter().any(|(_, value)| has_tags(value)),
        Value::Tag(..) => true,
        _ => false,
    }
}

const COUNT: u64 = if cfg!(miri) { 5 } else { 1_500 };

#[test]
fn what_we_write_is_what_ciborium_writes_and_we_read() {
    for seed in 1..=COUNT {
        let mut rng = Rng::with_seed(seed);
        let names = seed % 2 == 0;
        let value = value(&mut rng, 3, names);
        let sorted = sorted(&value);
        let call = Call::new();
        let ours = call.write_cbor(Ours(&value));
        assert!(ours == theirs(&sorted), "{seed}: {sorted:?}, {ours:02x?}");
        assert!(call.read_canonical_cbor(ours).is_ok(), "{seed}: {value:?}");
        assert!(same(&read(ours).unwrap(), &sorted), "{seed}: {sorted:?}");
        // The crate that hosts hash with takes neither tags nor other names.
        if !names && !has_tags(&value) {
            assert!(
                canonicalize_allow_floats(ours).unwrap() == ours,
                "{seed}: {value:?}"
            );
        }
    }
}

/// Damages documents a little, so that many stay well-formed but lose their form:
/// then and only then the strict reader refuses what the lenient one takes.
#[test]
fn the_strict_reader_takes_what_hosts_call_canonical() {
    let (mut strict, mut lenient) = (0, 0);
    for seed in 1..=COUNT {
        let mut rng = Rng::with_seed(seed);
        let value = value(&mut rng, 2, false);
        if has_tags(&value) {
            continue;
        }
        let mut bytes = if seed % 2 == 0 {
            theirs(&value)
        } else {
            theirs(&sorted(&value))
        };
        for _ in 0..4 {
            let at = rng.usize(..bytes.len());
            bytes[at] ^= 1 << rng.usize(..8);
            let call = Call::new();
            let mut rest = bytes.as_slice();
            // What is no value for hosts is not ours to compare: tags and names
            // that are no text; `undefined`, which they read as `null`.
            let Ok(read) = ciborium::from_reader::<Value, _>(&mut rest) else {
                continue;
            };
            let Ok(canonical) = canonicalize_allow_floats(&bytes) else {
                continue;
            };
            if !rest.is_empty() || read != sorted(&read) && canonical == bytes {
                continue;
            }
            let ours = call.read_canonical_cbor(&bytes);
            let form = ours.is_ok();
            let undefined = bytes.contains(&0xF7) || bytes.contains(&0xC2) || bytes.contains(&0xC3);
            assert!(
                form == (canonical == bytes) || undefined,
                "{seed}: {read:?}, {bytes:02x?}"
            );
            strict += u32::from(form);
            lenient += u32::from(!form);
        }
    }
    assert!(
        cfg!(miri) || strict > 300 && lenient > 30,
        "{strict}, {lenient}"
    );
}

/// The tokens that minicbor reads, in the order of ours.
fn tokens(value: &Value, all: &mut Vec<String>) {
    match value {
        Value::Integer(number) => all.push(i128::from(*number).to_string()),
        Value::Bytes(bytes) => all.push(format!("{bytes:?}")),
        Value::Float(number) => all.push(number.to_bits().to_string()),
        Value::Text(text) => all.push(text.clone()),
        Value::Bool(truth) => all.push(truth.to_string()),
        Value::Null => all.push("null".to_owned()),
        Value::Tag(tag, value) => {
            all.push(format!("tag {tag}"));
            tokens(value, all);
        }
        Value::Array(items) => {
            all.push(format!("array {}", items.len()));
            for item in items {
                tokens(item, all);
            }
        }
        Value::Map(entries) => {
            all.push(format!("map {}", entries.len()));
            for (name, value) in entries {
                tokens(name, all);
                tokens(value, all);
            }
        }
        other => panic!("{other:?} is new"),
    }
}

#[test]
fn minicbor_reads_what_we_write() {
    for seed in 1..=COUNT {
        let mut rng = Rng::with_seed(seed);
        let value = value(&mut rng, 3, true);
        let call = Call::new();
        let ours = call.write_cbor(Ours(&value));
        let mut expected = Vec::new();
        tokens(&sorted(&value), &mut expected);
        let read = minicbor::decode::Tokenizer::new(ours).map(|token| match token.unwrap() {
            Token::Bool(truth) => truth.to_string(),
            Token::U8(number) => number.to_string(),
            Token::U16(number) => number.to_string(),
            Token::U32(number) => number.to_string(),
            Token::U64(number) => number.to_string(),
            Token::I8(number) => number.to_string(),
            Token::I16(number) => number.to_string(),
            Token::I32(number) => number.to_string(),
            Token::I64(number) => number.to_string(),
            Token::Int(number) => i128::from(number).to_string(),
            Token::F16(number) | Token::F32(number) => f64::from(number).to_bits().to_string(),
            Token::F64(number) => number.to_bits().to_string(),
            Token::Bytes(bytes) => format!("{bytes:?}"),
            Token::String(text) => text.to_owned(),
            Token::Array(length) => format!("array {length}"),
            Token::Map(length) => format!("map {length}"),
            Token::Tag(tag) => format!("tag {}", tag.as_u64()),
            Token::Null => "null".to_owned(),
            other => format!("{other}"),
        });
        assert_eq!(read.collect::<Vec<_>>(), expected, "{seed}");
    }
}

/// Writes with minicbor what is the same in other forms: without lengths, in
/// chunks.
fn write(to: &mut minicbor::Encoder<Vec<u8>>, value: &Value, rng: &mut Rng) {
    let open = rng.usize(..2) == 0;
    match value {
        Value::Integer(number) => {
            to.int(minicbor::data::Int::try_from(i128::from(*number)).unwrap())
                .unwrap();
        }
        Value::Bytes(bytes) if open => {
            to.begin_bytes().unwrap();
            bytes
                .chunks(1 + rng.usize(..9))
                .for_each(|chunk| _ = to.bytes(chunk).unwrap());
            to.end().unwrap();
        }
        Value::Bytes(bytes) => _ = to.bytes(bytes).unwrap(),
        Value::Float(number) => _ = to.f64(*number).unwrap(),
        Value::Text(text) if open => {
            to.begin_str().unwrap();
            text.chars()
                .for_each(|letter| _ = to.str(letter.encode_utf8(&mut [0; 4])).unwrap());
            to.end().unwrap();
        }
        Value::Text(text) => _ = to.str(text).unwrap(),
        Value::Bool(truth) => _ = to.bool(*truth).unwrap(),
        Value::Null => _ = to.null().unwrap(),
        Value::Tag(tag, value) => {
            to.tag(minicbor::data::Tag::new(*tag)).unwrap();
            write(to, value, rng);
        }
        Value::Array(items) => {
            let _ = if open {
                to.begin_array()
            } else {
                to.array(items.len() as u64)
            }
            .unwrap();
            for item in items {
                write(to, item, rng);
            }
            if open {
                to.end().unwrap();
            }
        }
        Value::Map(entries) => {
            let _ = if open {
                to.begin_map()
            } else {
                to.map(entries.len() as u64)
            }
            .unwrap();
            for (name, value) in entries {
                write(to, name, rng);
                write(to, value, rng);
            }
            if open {
                to.end().unwrap();
            }
        }
        other => panic!("{other:?} is new"),
    }
}

#[test]
fn we_read_what_minicbor_writes() {
    for seed in 1..=COUNT {
        let mut rng = Rng::with_seed(seed);
        let value = value(&mut rng, 3, true);
        let mut to = minicbor::Encoder::new(Vec::new());
        write(&mut to, &value, &mut rng);
        let bytes = to.into_writer();
        assert!(same(&read(&bytes).unwrap(), &value), "{seed}: {value:?}");
    }
}
