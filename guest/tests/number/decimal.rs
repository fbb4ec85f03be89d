//! Decimals with a fixed number of places, compared with arithmetic on text.

use greentic_guest::Call;
use greentic_guest::number::parse_decimal;

use crate::{count, random};

fn written(units: i64, places: u32) -> String {
    let call = Call::new();
    let mut text = call.text();
    text.push_decimal(units, places);
    text.finish().to_owned()
}

#[test]
fn decimals_are_read() {
    for (text, places, due) in [
        ("12.50", 2, Some(1_250)),
        ("12.5", 2, Some(1_250)),
        ("12", 2, Some(1_200)),
        ("12.500000000000000000000000000000000", 2, Some(1_250)),
        ("12.500000000000000000000000000000001", 2, None),
        ("12.505", 2, None),
        ("12.505", 3, Some(12_505)),
        ("-0.05", 2, Some(-5)),
        ("-0", 2, Some(0)),
        ("0e999999999999999999999999", 2, Some(0)),
        ("1.2e3", 0, Some(1_200)),
        ("1250e-2", 2, Some(1_250)),
        ("1250e-2", 1, Some(125)),
        ("1250e-2", 0, None),
        ("1e16", 2, Some(1_000_000_000_000_000_000)),
        ("1e17", 2, None),
        ("1e999999999999999999999999", 0, None),
        ("1e-999999999999999999999999", 18, None),
        ("100000000000000000000000000e-24", 0, Some(100)),
        ("9223372036854775807", 0, Some(i64::MAX)),
        ("9223372036854775808", 0, None),
        ("-9223372036854775808", 0, Some(i64::MIN)),
        ("-9223372036854775809", 0, None),
        ("92233720368547758.07", 2, Some(i64::MAX)),
        ("1", u32::MAX, None),
        ("0", u32::MAX, Some(0)),
        ("", 2, None),
        ("12,50", 2, None),
        ("012", 2, None),
        ("+1", 2, None),
        ("1.", 2, None),
        (".5", 2, None),
    ] {
        assert_eq!(parse_decimal(text, places), due, "{text} at {places}");
    }
}

#[test]
fn decimals_are_written() {
    for (units, places, due) in [
        (1_250, 2, "12.50"),
        (-5, 2, "-0.05"),
        (0, 2, "0.00"),
        (0, 0, "0"),
        (7, 0, "7"),
        (1_250, 0, "1250"),
        (i64::MIN, 0, "-9223372036854775808"),
        (i64::MIN, 19, "-0.9223372036854775808"),
        (i64::MAX, 18, "9.223372036854775807"),
        (1, 25, "0.0000000000000000000000001"),
    ] {
        assert_eq!(written(units, places), due);
    }
}

#[test]
fn what_was_written_reads_back() {
    let mut random = random();
    for _ in 0..count(40_000) {
        let units = random.i64(..) >> random.u32(0..64);
        let places = random.u32(0..25);
        let text = written(units, places);
        assert_eq!(parse_decimal(&text, places), Some(units), "{text}");
        // Without the point it is the number of units.
        let digits: String = text.chars().filter(|letter| *letter != '.').collect();
        assert_eq!(digits.parse(), Ok(units), "{text}");
        assert_eq!(
            text.split_once('.').map_or(0, |(_, behind)| behind.len()),
            places as usize
        );
    }
}

#[test]
fn one_digit_behind_many_zeros_is_found_wherever_it_is() {
    for len in 0..80 {
        let zeros = "0".repeat(len);
        let read = |behind: &str| parse_decimal(&format!("1.00{zeros}{behind}"), 2);
        assert_eq!(read(""), Some(100), "{len} zeros");
        assert_eq!(read("1"), None, "{len} zeros");
        assert_eq!(read("10000000"), None, "{len} zeros");
    }
}
