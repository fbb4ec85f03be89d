//! Integers, compared with `core`.

use greentic_guest::Call;
use greentic_guest::number::{parse_i32, parse_i64, parse_u32, parse_u64};

use crate::{count, random};

fn written(number: u64) -> String {
    let call = Call::new();
    let mut text = call.text();
    text.push_u64(number);
    text.finish().to_owned()
}

fn written_signed(number: i64) -> String {
    let call = Call::new();
    let mut text = call.text();
    text.push_i64(number);
    text.finish().to_owned()
}

/// Compares what is read with what `core` reads, which takes a `+` too.
fn check(text: &str) {
    let core = |text: &str| (!text.contains('+')).then(|| text.to_owned());
    let text_of_core = core(text).unwrap_or_default();
    assert_eq!(parse_u64(text), text_of_core.parse().ok(), "{text}");
    assert_eq!(parse_i64(text), text_of_core.parse().ok(), "{text}");
    assert_eq!(parse_u32(text), text_of_core.parse().ok(), "{text}");
    assert_eq!(parse_i32(text), text_of_core.parse().ok(), "{text}");
}

#[test]
fn edges_are_read_and_written_as_by_core() {
    let edges = [
        0,
        i128::from(u8::MAX),
        i128::from(i32::MAX),
        i128::from(u32::MAX),
        i128::from(i64::MAX),
        i128::from(u64::MAX),
        i128::from(u64::MAX) * 10,
        10_i128.pow(19),
        10_i128.pow(20),
        1 << 100,
    ];
    for edge in edges {
        for number in edge - 2..edge + 3 {
            for number in [number, -number] {
                check(&number.to_string());
                check(&format!("00{number}"));
                if let Ok(number) = u64::try_from(number) {
                    assert_eq!(written(number), number.to_string());
                }
                if let Ok(number) = i64::try_from(number) {
                    assert_eq!(written_signed(number), number.to_string());
                }
            }
        }
    }
    assert_eq!(parse_i64("007"), Some(7));
    assert_eq!(parse_i64("-0"), Some(0));
    assert_eq!(parse_i64("-9223372036854775808"), Some(i64::MIN));
    assert_eq!(parse_i64("-9223372036854775809"), None);
}

#[test]
fn what_is_no_integer_is_refused() {
    for text in [
        "", "-", "+1", "--1", " 1", "1 ", "1.0", "1e3", "0x1", "a", "1a", "/", ":", "\u{661}",
    ] {
        check(text);
        assert_eq!(parse_i64(text), None, "{text}");
    }
}

#[test]
fn made_up_integers_are_read_and_written_as_by_core() {
    let mut random = random();
    for _ in 0..count(40_000) {
        let number = random.u64(..) >> random.u32(0..64);
        assert_eq!(written(number), number.to_string());
        assert_eq!(parse_u64(&written(number)), Some(number));
        let number = number.cast_signed();
        assert_eq!(written_signed(number), number.to_string());
        check(&number.to_string());
    }
}
