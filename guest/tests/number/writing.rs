//! Floats to text: what `serde_json` writes, which is the shortest that reads
//! back.

use greentic_guest::Call;

use crate::{count, every, random};

fn written(number: f64) -> String {
    let call = Call::new();
    let mut text = call.text();
    text.push_f64(number);
    text.finish().to_owned()
}

fn written_narrow(number: f32) -> String {
    let call = Call::new();
    let mut text = call.text();
    text.push_f32(number);
    text.finish().to_owned()
}

/// Returns whether a text is not what is due for a number.
fn differs(number: f64, text: &str) -> bool {
    serde_json::to_string(&number).ok().as_deref() != Some(text)
}

fn differs_narrow(number: f32, text: &str) -> bool {
    serde_json::to_string(&number).ok().as_deref() != Some(text)
}

fn check(number: f64) {
    let text = written(number);
    assert!(!differs(number, &text), "{number:e}: {text}");
}

fn check_narrow(number: f32) {
    let text = written_narrow(number);
    assert!(!differs_narrow(number, &text), "{number:e}: {text}");
}

#[test]
fn numbers_are_written_in_the_form_of_json() {
    for (number, due) in [
        (0.0, "0.0"),
        (-0.0, "-0.0"),
        (1.0, "1.0"),
        (-1.5, "-1.5"),
        (100.0, "100.0"),
        (0.1, "0.1"),
        (1e15, "1000000000000000.0"),
        (1e16, "1e+16"),
        (1.25e20, "1.25e+20"),
        (0.00001, "0.00001"),
        (0.000_001, "1e-6"),
        (1e300, "1e+300"),
        (5e-324, "5e-324"),
        (f64::MAX, "1.7976931348623157e+308"),
        (f64::MIN_POSITIVE, "2.2250738585072014e-308"),
        (9_007_199_254_740_993.0, "9007199254740992.0"),
        (1e23, "1e+23"),
        (f64::INFINITY, "null"),
        (f64::NEG_INFINITY, "null"),
        (f64::NAN, "null"),
        (-f64::NAN, "null"),
    ] {
        assert_eq!(written(number), due);
        check(number);
    }
    assert_eq!(written_narrow(0.1), "0.1");
    assert_eq!(written_narrow(16_777_216.0), "16777216.0");
    assert_eq!(written_narrow(f32::NAN), "null");
}

/// The bits of floats at which something changes: powers of two, and the floats
/// beside them.
fn edges(width: u32, exponents: u64) -> impl Iterator<Item = u64> {
    (0..exponents).flat_map(move |exponent| {
        let power = exponent << (width - 1);
        [
            power,
            power + 1,
            power.saturating_sub(1),
            power + (1 << (width - 2)),
        ]
    })
}

#[test]
fn edges_are_written_as_serde_json_writes_them() {
    for bits in edges(53, 2_047).step_by(every()) {
        check(f64::from_bits(bits));
        check(f64::from_bits(bits | 1 << 63));
    }
    for bits in edges(24, 255).step_by(every()) {
        check_narrow(f32::from_bits(u32::try_from(bits).expect("32 bits")));
    }
    // Powers of ten, and what is near.
    for exponent in (-330..310).step_by(every()) {
        let number: f64 = format!("1e{exponent}").parse().expect("a number");
        for bits in number.to_bits().saturating_sub(3)..number.to_bits() + 3 {
            check(f64::from_bits(bits));
        }
    }
}

#[test]
fn made_up_numbers_are_written_as_serde_json_writes_them() {
    let mut random = random();
    for _ in 0..count(40_000) {
        check(f64::from_bits(random.u64(..)));
        check_narrow(f32::from_bits(random.u32(..)));
        // What people write: few digits, and whole numbers.
        let few = f64::from(random.i32(..)) / 10_f64.powi(random.i32(0..12));
        check(few);
        check(few.trunc() * f64::from(random.u16(..)));
        check_narrow(f32::from(random.i16(..)) / 100.0);
    }
}

#[test]
fn a_writer_that_is_not_the_shortest_or_not_the_nearest_is_found() {
    let mut random = random();
    let (mut long, mut far) = (0, 0);
    let count = if cfg!(miri) { 2 } else { 200 };
    for _ in 0..count {
        let number = f64::from_bits(random.u64(0..f64::INFINITY.to_bits()));
        long += usize::from(differs(number, &format!("{number:.17e}")));
        // The last digit is another one.
        let text = written(number);
        let exponent = text.find('e').unwrap_or(text.len());
        let mut digits = text.into_bytes();
        digits[exponent - 1] ^= 1;
        let text = String::from_utf8(digits).expect("digits");
        far += usize::from(differs(number, &text));
    }
    assert_eq!((long, far), (count, count));
}
