//! Comparison of a number in text with one in binary, to the last digit.

use core::cmp::Ordering;

/// A word has nine decimal digits.
const BASE: u64 = 1_000_000_000;

/// An odd number of 54 bits times `5^1075` has 768 digits. Each multiplication
/// takes three words more, and so does the remainder: 5 + 3 * 28.
const WORDS: usize = 89;

/// So many factors at once are less than `BASE^3`.
const STEP: u32 = 38;

/// Compares the number that `text` writes with `number * 2^exponent`.
///
/// They are close: of the first 15 digits each one is the same, or the second
/// number is the larger one.
#[inline(never)]
pub(super) fn compare(text: &str, number: u64, exponent: i32) -> Ordering {
    // Five where the number is to be divided: a half is five tenths, and where
    // the point is does not matter.
    let (one_time, many_times) = if exponent < 0 {
        (5, const { split(5_u128.pow(STEP)) })
    } else {
        (2, const { split(2_u128.pow(STEP)) })
    };
    let mut words = [0_u32; WORDS];
    words[0] = low(number % BASE);
    words[1] = low(number / BASE);
    let mut len = 5;
    let mut left = exponent.unsigned_abs();
    while left > 0 {
        // The single ones first, as long as the number is short.
        let (mut parts, mut step) = ([one_time, 0, 0], 1);
        if left.is_multiple_of(STEP) {
            (parts, step) = (many_times, STEP);
            len += 3;
        }
        left -= step;
        let [first, second, third] = parts;
        let (mut one, mut two, mut carry) = (0, 0, 0);
        for word in words.iter_mut().take(len) {
            let this = u64::from(*word);
            // Less than 3 * 10^18, and the carry.
            carry += this * first + one * second + two * third;
            *word = low(carry % BASE);
            carry /= BASE;
            (one, two) = (this, one);
        }
    }

    let mut words = words.iter().rev();
    let (mut word, mut behind) = (0, 0);
    let mut begun = false;
    for byte in text.bytes() {
        let digit = byte.wrapping_sub(b'0');
        if digit > 9 || digit == 0 && !begun {
            if byte | 0x20 == b'e' {
                break;
            }
            continue;
        }
        // The next digit, the first one that is not 0.
        let due = loop {
            if behind == 0 {
                behind = 9;
                word = words.next().copied().unwrap_or_default();
            }
            behind -= 1;
            let digit = word / 100_000_000;
            word = word % 100_000_000 * 10;
            if begun || digit > 0 {
                break digit;
            }
        };
        let order = u32::from(digit).cmp(&due);
        if order.is_ne() {
            // The first digits differ where the second number is the larger
            // one, also if they are 9 and 1.
            return if begun { order } else { Ordering::Less };
        }
        begun = true;
    }
    if word > 0 || words.any(|word| *word > 0) {
        return Ordering::Less;
    }
    Ordering::Equal
}

/// Returns the words of a number.
#[allow(clippy::cast_possible_truncation, reason = "each is less than `BASE`")]
const fn split(number: u128) -> [u64; 3] {
    let base = BASE as u128;
    [
        (number % base) as u64,
        (number / base % base) as u64,
        (number / base / base) as u64,
    ]
}

/// Returns what is less than a word.
#[allow(clippy::cast_possible_truncation, reason = "what it is for")]
const fn low(number: u64) -> u32 {
    number as u32
}
