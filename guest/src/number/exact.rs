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
    let factor = if exponent < 0 { 5_u128 } else { 2 };
    let mut words = [0_u32; WORDS];
    words[0] = low(number % BASE);
    words[1] = low(number / BASE);
    let mut len = 5;
    let mut left = exponent.unsigned_abs();
    while left > 0 {
        // The single ones first, as long as the number is short.
        let mut parts = [factor as u64, 0, 0];
        let mut step = 1;
        if left % STEP == 0 {
            parts = if factor == 5 {
                const { split(5_u128.pow(STEP)) }
            } else {
                const { split(2_u128.pow(STEP)) }
            };
            step = STEP;
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

    let mut rest = text.as_bytes();
    let mut next = || loop {
        let [byte, behind @ ..] = rest else {
            return None;
        };
        match byte {
            b'e' | b'E' => rest = &[],
            b'0'..=b'9' => {
                rest = behind;
                return Some(byte - b'0');
            }
            _ => rest = behind,
        }
    };
    let mut begun = false;
    for word in words.iter().rev() {
        let mut unit = 100_000_000;
        while unit > 0 {
            let due = (*word / unit % 10) as u8;
            unit /= 10;
            if !begun {
                if due == 0 {
                    continue;
                }
            }
            let digit = loop {
                let digit = next().unwrap_or(10);
                if begun || digit > 0 {
                    break digit % 10;
                }
            };
            if digit != due {
                // The first digits differ where the second number is larger,
                // also as 1 differs from 9 then.
                return if begun {
                    digit.cmp(&due)
                } else {
                    Ordering::Less
                };
            }
            begun = true;
        }
    }
    loop {
        match next() {
            None => return Ordering::Equal,
            Some(0) => {}
            Some(_) => return Ordering::Greater,
        }
    }
}

/// Returns the words of a number.
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
