//! Floats from text: the same bits as `core`, for every text.

use fastrand::Rng;
use greentic_guest::number::{parse_f32, parse_f64};

use crate::{count, every, random};

/// A way to read an `f64`.
type Read64 = fn(&str) -> Option<f64>;
/// A way to read an `f32`.
type Read32 = fn(&str) -> Option<f32>;

/// Texts at the edges of what a float can be, and at those of the algorithm.
const EDGES: &[&str] = &[
    "0",
    "-0",
    "0.0",
    "-0.000e-5",
    "0e999999999999999999999",
    "1",
    "-1",
    "10",
    "1e0",
    "1E+0",
    "1e-0",
    "0.1",
    "0.5",
    "123456789012345678901234567890",
    "9007199254740991",
    "9007199254740992",
    "9007199254740993",
    "9007199254740993.0000000000000000000000000000001",
    "9007199254740994",
    "9007199254740995",
    "18446744073709551615",
    "18446744073709551616",
    "11529215046068469759",
    "11529215046068469760",
    "115292150460684697599",
    // 10^23 lies just between two floats; what is below it begins with nines.
    "1e22",
    "1e23",
    "99999999999999999999999",
    "99999999999999999999999.99999999999999",
    "100000000000000000000000.00000000000001",
    "9.9999999999999999999999999e22",
    "1.0000000000000000000000001e23",
    // The largest, and the border to what is infinite.
    "1.7976931348623157e308",
    "1.7976931348623158e308",
    "1.7976931348623159e308",
    "179769313486231580793728971405303415079934132710037826936173778980444968292764750946649017977587207096330286416692887910946555547851940402630657488671505820681908902000708383676273854845817711531764475730270069855571366959622842914819860834936475292719074168444365510704342711559699508093042880",
    "179769313486231580793728971405303415079934132710037826936173778980444968292764750946649017977587207096330286416692887910946555547851940402630657488671505820681908902000708383676273854845817711531764475730270069855571366959622842914819860834936475292719074168444365510704342711559699508093042879.999",
    "1e308",
    "1e309",
    "1e400",
    "-1e400",
    "1e99999999999999999999999999999",
    // The smallest, half of it, and the smallest of full width.
    "5e-324",
    "4.9406564584124654e-324",
    "2.4703282292062327e-324",
    "2.4703282292062328e-324",
    "2.47032822920623272088284396434110686182e-324",
    "2.47032822920623272088284396434110686183e-324",
    "7.4e-324",
    "1e-323",
    "2.2250738585072011e-308",
    "2.2250738585072012e-308",
    "2.2250738585072014e-308",
    "2.225073858507201136057409796709131975934819546351645648e-308",
    "1e-400",
    "-1e-400",
    "1e-99999999999999999999999999999",
    "12345678901234567890e-344",
    // Those of `f32`.
    "1.401298464324817e-45",
    "7.006492321624085e-46",
    "7.006492321624086e-46",
    "1.17549435e-38",
    "3.4028234663852886e38",
    "3.4028235677973366e38",
    "3.4028235677973365e38",
    "16777217",
    "16777219",
    "16777217.0000000000000000000001",
];

/// Returns texts that `core` and this crate must agree on: edges, and what goes
/// beyond any number that is kept.
fn edges() -> Vec<String> {
    let mut texts: Vec<String> = EDGES.iter().map(|&text| text.to_owned()).collect();
    // More than any that is kept; a digit is work for Miri.
    let many = if cfg!(miri) { 900 } else { 5_000 };
    let zeros = "0".repeat(many);
    let nines = "9".repeat(many);
    texts.extend([
        format!("0.{zeros}1e{}", many + 1),
        format!("1{zeros}e-{many}"),
        format!("1{zeros}.{zeros}e-{many}"),
        format!("0.{zeros}"),
        nines.clone(),
        format!("{nines}e-{many}"),
        format!("0.{nines}"),
        format!("1e{nines}"),
        format!("1e-{nines}"),
        format!("0.{zeros}1e{nines}"),
        format!("1e-{zeros}5"),
    ]);
    for exponent in (-360..320).step_by(every()) {
        for digits in [
            "1",
            "2",
            "5",
            "9",
            "17976931348623157",
            "99999999999999999999",
        ] {
            texts.push(format!("{digits}e{exponent}"));
        }
    }
    texts
}

/// Returns how many of `texts` are not read as `core` reads them, in either width.
fn differences<'a>(
    texts: impl IntoIterator<Item = &'a String>,
    (read64, read32): (Read64, Read32),
) -> Vec<&'a str> {
    let differs = |text: &&str| {
        read64(text).map(f64::to_bits) != text.parse().ok().map(f64::to_bits)
            || read32(text).map(f32::to_bits) != text.parse().ok().map(f32::to_bits)
    };
    texts
        .into_iter()
        .map(|text| &**text)
        .filter(differs)
        .collect()
}

const OURS: (Read64, Read32) = (parse_f64, parse_f32);

#[test]
fn edges_are_read_as_core_reads_them() {
    assert_eq!(differences(&edges(), OURS), [""; 0]);
}

/// Texts of random bits: the shortest, with all digits that matter, with less
/// digits than that.
fn of_bits(random: &mut Rng) -> [String; 4] {
    let (wide, narrow) = loop {
        let bits = random.u64(..);
        let pair = (f64::from_bits(bits), f32::from_bits(random.u32(..)));
        if pair.0.is_finite() && pair.1.is_finite() {
            break pair;
        }
    };
    [
        format!("{wide:e}"),
        format!("{narrow:e}"),
        format!("{wide:.16e}"),
        format!("{wide:.12e}"),
    ]
}

/// A text of random digits.
fn of_digits(random: &mut Rng) -> String {
    let digits = |random: &mut Rng, most| -> String {
        (0..random.usize(1..=most))
            .map(|_| random.char('0'..='9'))
            .collect()
    };
    let most = if random.u8(..) < 16 { 900 } else { 25 };
    let whole = digits(random, most);
    let fraction = digits(random, most);
    let exponent = random.i32(-400..400);
    // A whole part does not begin with a zero.
    format!("1{whole}.{fraction}e{exponent}")
}

#[test]
fn made_up_numbers_are_read_as_core_reads_them() {
    let mut random = random();
    for _ in 0..count(20_000) {
        assert_eq!(differences(&of_bits(&mut random), OURS), [""; 0]);
        assert_eq!(differences(&[of_digits(&mut random)], OURS), [""; 0]);
    }
}

#[test]
fn every_f32_of_a_sample_reads_back() {
    let step = 4_294_967_295 / count(40_000).clamp(1, 4_294_967_295);
    for bits in (0..=u32::MAX).step_by(usize::try_from(step.max(1)).expect("64 bits")) {
        let number = f32::from_bits(bits);
        if number.is_finite() {
            let read = parse_f32(&format!("{number:e}"));
            assert_eq!(read.map(f32::to_bits), Some(bits), "{number:e}");
        }
    }
}

/// Texts just at the middle of two floats, and next to it, which the last of
/// hundreds of digits may tell.
fn middles(random: &mut Rng) -> Vec<String> {
    let bits = match random.u8(0..4) {
        0 => random.u64(0..100),
        1 => random.u64(0..1 << 53),
        _ => random.u64(0..f64::MAX.to_bits()),
    };
    let exact = |bits| format!("{:.1074}", f64::from_bits(bits));
    let middle = middle(&exact(bits), &exact(bits + 1));
    // One less in the last digit that is not 0.
    let mut below = middle
        .trim_end_matches('0')
        .trim_end_matches('.')
        .to_owned()
        .into_bytes();
    let more = middle.contains('.') && below.contains(&b'.');
    if more && let Some(last) = below.last_mut() {
        *last -= 1;
    }
    let mut below = String::from_utf8(below).expect("digits");
    below.push_str(if more {
        "999999999999999999999999999999"
    } else {
        ""
    });
    vec![
        format!("{middle}0000000000000000000000000001"),
        format!("{middle}00000000e0"),
        below,
        middle,
    ]
}

/// The number half way between two, which are written with equally many places.
fn middle(first: &str, second: &str) -> String {
    let width = first.len().max(second.len());
    let mut sum = Vec::new();
    let mut carry = 0;
    for (a, b) in format!("{first:0>width$}")
        .bytes()
        .rev()
        .zip(format!("{second:0>width$}").bytes().rev())
    {
        if a == b'.' {
            sum.push(b'.');
            continue;
        }
        let digit = a - b'0' + b - b'0' + carry;
        carry = digit / 10;
        sum.push(b'0' + digit % 10);
    }
    sum.push(b'0' + carry);
    let mut rest = 0;
    let mut half = String::new();
    for byte in sum.into_iter().rev() {
        if byte == b'.' {
            half.push('.');
            continue;
        }
        let digit = rest * 10 + byte - b'0';
        half.push(char::from(b'0' + digit / 2));
        rest = digit % 2;
    }
    half.push(if rest == 1 { '5' } else { '0' });
    let half = half.trim_start_matches('0');
    if half.starts_with('.') {
        format!("0{half}")
    } else {
        half.to_owned()
    }
}

#[test]
fn what_lies_between_two_floats_is_rounded_as_core_rounds_it() {
    let mut random = random();
    for _ in 0..count(20_000).div_ceil(40) {
        assert_eq!(differences(&middles(&mut random), OURS), [""; 0]);
    }
}

#[test]
fn the_middle_of_two_numbers_is_what_the_tests_take_it_for() {
    assert_eq!(middle("1.00", "2.00"), "1.500");
    assert_eq!(middle("99.9", "100.0"), "99.95");
    assert_eq!(middle("0.1", "0.2"), "0.15");
}

#[test]
#[cfg_attr(miri, ignore = "takes many texts of hundreds of digits")]
fn a_reader_that_rounds_otherwise_is_found() {
    // Without the digits that are no longer kept.
    fn cut(text: &str) -> Option<f64> {
        let mut left = 19;
        let kept: String = text
            .chars()
            .map(|letter| {
                left -= i32::from(left > 0 && letter.is_ascii_digit());
                if left > 0 || !letter.is_ascii_digit() {
                    letter
                } else {
                    '0'
                }
            })
            .collect();
        if text.contains('e') {
            text.parse().ok()
        } else {
            kept.parse().ok()
        }
    }
    // Away from zero where it lies in the middle.
    fn up(text: &str) -> Option<f64> {
        let number: f64 = text.parse().ok()?;
        let even = number.to_bits() & 1 == 0;
        let next = f64::from_bits(number.to_bits() + 1);
        let tie = even
            && middle(&format!("{number:.1074}"), &format!("{next:.1074}")).trim_end_matches('0')
                == text.trim_end_matches('0');
        Some(if tie { next } else { number })
    }
    // Rounded twice.
    #[allow(clippy::cast_possible_truncation, reason = "the fault")]
    fn twice(text: &str) -> Option<f32> {
        parse_f64(text).map(|number| number as f32)
    }
    let mut random = random();
    let texts: Vec<_> = (0..100).flat_map(|_| middles(&mut random)).collect();
    assert_ne!(differences(&texts, (cut, parse_f32)), [""; 0]);
    assert_ne!(differences(&texts, (up, parse_f32)), [""; 0]);
    assert_ne!(differences(&edges(), (parse_f64, twice)), [""; 0]);
}

#[test]
fn what_is_no_number_of_json_is_refused() {
    for text in [
        "", "-", "+1", " 1", "1 ", "01", "-01", "00", "1.", ".5", "-.5", "1.e5", "1e", "1e+",
        "1e-", "1e5.5", "1e5e5", "1.5.5", "--1", "1-", "1e--5", "1e+-5", "e5", "0x10", "1_000",
        "1,5", "NaN", "Infinity", "inf", "-inf", "nan", "1f", "1e5f", "\u{661}", "1\0",
    ] {
        assert_eq!(parse_f64(text), None, "{text:?}");
        assert_eq!(parse_f32(text), None, "{text:?}");
    }
}

/// Digits are passed eight at a time where they count no more, and so are zeros that
/// do not count yet.
#[test]
fn a_byte_that_is_no_digit_is_found_wherever_it_is_in_a_long_run() {
    let run = 19 + 17;
    for (before, behind) in [
        ("1", ""),
        ("1.", ""),
        ("0.", "1e30"),
        ("1e", ""),
        ("1e-", ""),
    ] {
        for digit in ["0", "9"] {
            for place in (0..=run).step_by(every()) {
                for other in (0..128_u8).map(char::from) {
                    let digits = digit.repeat(run);
                    let (left, right) = digits.split_at(place);
                    let text = format!("{before}{left}{other}{right}{behind}");
                    let point = matches!(before, "1");
                    let grammar = match other {
                        '0'..='9' => true,
                        '.' => point && place < run,
                        'e' | 'E' => {
                            !before.contains('e')
                                && behind.is_empty()
                                && (place > 0 || point)
                                && place < run
                        }
                        '+' | '-' => before == "1e" && place == 0,
                        _ => false,
                    };
                    assert_eq!(parse_f64(&text).is_some(), grammar, "{text:?}");
                    if grammar {
                        assert_eq!(differences(&[text], OURS), [""; 0]);
                    }
                }
            }
        }
    }
}

#[test]
fn one_digit_in_a_long_run_counts_wherever_it_is() {
    // Just between two floats, but for that digit; and where zeros do not count yet.
    for len in (1..80).step_by(every()) {
        let zeros = "0".repeat(len);
        for text in [
            format!("9007199254740993{zeros}1e-{}", len + 1),
            format!("9007199254740993.{zeros}1"),
            format!("9007199254740993.{zeros}"),
            format!("9007199254740993{zeros}e-{len}"),
            format!("0.{zeros}9007199254740993e{}", len + 16),
            format!("0.{zeros}90071992547409930000000001e{}", len + 16),
            format!("0.{zeros}"),
            format!("0e1{zeros}"),
        ] {
            assert_eq!(differences(&[text], OURS), [""; 0]);
        }
    }
}

#[test]
fn what_is_too_large_is_infinite() {
    assert_eq!(parse_f64("1e400"), Some(f64::INFINITY));
    assert_eq!(parse_f64("-1e400"), Some(f64::NEG_INFINITY));
    assert_eq!(parse_f32("1e39"), Some(f32::INFINITY));
    assert_eq!(parse_f32("-1e39"), Some(f32::NEG_INFINITY));
}
