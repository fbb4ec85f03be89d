//! Damaged documents: both readers must take the same, and read the same.

use super::read;
use serde_json::Value;

const SEEDS: &[&str] = &[
    r#"{"symbol":"A&\"\u00e9","fresh":true,"count":12,"ratio":-1.5e-3,"items":[1,2,{"a":[]}],"none":null}"#,
    r#"[[],[[]],{},{"a":{"b":[{}]}},"\ud83c\udf0d\n\t\\\/","é🌍",0,-0,1e5,0.5,18446744073709551615,-9223372036854775808]"#,
    r#" { "a" : [ true , false , null ] , "b" : { "c" : "d" } , "" : 0 } "#,
    r#""text with \"escapes\" and \u0041\u00df\u20ac\uD834\uDD1E""#,
    "[1.25E-10,123456789012345678901234567890,0e0,1E+5,-1]",
];

/// Bytes that mean something.
const BYTES: &[u8] = b"{}[]:,\"\\/ \t\n\rtrufalsenbE+-.0123456789x\x00\x01\x1f\x7fDCdc";

/// A sequence of numbers, the same for each seed (xorshift64*).
struct Numbers(u64);

impl Numbers {
    fn below(&mut self, bound: usize) -> usize {
        self.0 ^= self.0 >> 12;
        self.0 ^= self.0 << 25;
        self.0 ^= self.0 >> 27;
        let number = self.0.wrapping_mul(0x2545_F491_4F6C_DD1D) >> 33;
        usize::try_from(number).expect("31 bits") % bound
    }
}

fn damaged(numbers: &mut Numbers) -> String {
    let mut bytes = SEEDS[numbers.below(SEEDS.len())].as_bytes().to_vec();
    for _ in 0..=numbers.below(3) {
        let at = numbers.below(bytes.len());
        match numbers.below(6) {
            0 => drop(bytes.remove(at)),
            1 => bytes.insert(at, BYTES[numbers.below(BYTES.len())]),
            2 => bytes[at] = BYTES[numbers.below(BYTES.len())],
            3 => bytes.truncate(at.max(1)),
            4 => {
                let end = at + numbers.below(bytes.len() - at);
                let part = bytes[at..end].to_vec();
                let to = numbers.below(bytes.len());
                bytes.splice(to..to, part);
            }
            _ => {
                let end = at + numbers.below(bytes.len() - at);
                bytes.drain(at..end);
            }
        }
        if bytes.is_empty() {
            bytes.push(b'1');
        }
    }
    String::from_utf8_lossy(&bytes).into_owned()
}

/// Whether both say the same. `serde_json` rounds floats to one of some neighbours,
/// unless it is told otherwise; that ours are exact is proven elsewhere.
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

/// Where both may differ, and why.
///
/// - `serde_json` has no place for a number that is larger than any `f64`, and
///   refuses the document; here only who reads the number as one gets the error.
fn may_differ(text: &str, ours: &Result<Value, usize>, theirs: &serde_json::Error) -> bool {
    let _ = ours;
    theirs.to_string().starts_with("number out of range")
        && text.contains(|c: char| c.is_ascii_digit())
}

#[test]
fn damaged_documents_are_taken_as_serde_json_takes_them() {
    let count =
        std::env::var("JSON_MUTANTS").map_or(30_000, |count| count.parse().expect("a number"));
    let count = if cfg!(miri) { 30 } else { count };
    let seed = std::env::var("JSON_SEED").map_or(1, |seed| seed.parse().expect("a number"));
    let mut numbers = Numbers(seed);
    let (mut taken, mut differ) = (0_u32, 0_u32);
    for _ in 0..count {
        let text = damaged(&mut numbers);
        let ours = read(&text);
        match serde_json::from_str::<Value>(&text) {
            Ok(theirs) => {
                let ours = ours.unwrap_or_else(|at| panic!("{text}: refused at {at}"));
                assert!(same(&ours, &theirs), "{text}: {ours}, {theirs}");
                taken += 1;
            }
            Err(error) if may_differ(&text, &ours, &error) => differ += 1,
            Err(_) => assert!(ours.is_err(), "{text}"),
        }
    }
    println!("{count} documents: {taken} taken by both, {differ} with numbers out of range");
    assert!(
        cfg!(miri) || taken > count / 20,
        "hardly one document is right: {taken}"
    );
    assert!(u64::from(differ) <= u64::from(count) / 100, "{differ}");
}
