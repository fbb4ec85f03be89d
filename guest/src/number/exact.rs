//! Comparison of a number in text with one in binary, to the last digit.

use super::scale::low;

/// A word has so many bits: products of words can be added up in 64.
const BITS: i32 = 31;
const WORD: u64 = (1 << BITS) - 1;

/// A number of 64 bits takes three, and each step two more: 17 steps make 309 digits
/// of the first 19, and 14 the 344 factors of five that the smallest numbers take.
/// What is larger is infinite.
const WORDS: usize = 44;

/// Returns whether the number that `text` writes is more than `number *
/// 2^exponent`; `equal` where it is just that.
///
/// They are close: less than 11 units of the last of `digits`, the first ones of the
/// text. `power` belongs to them. `number` is less than `2^63`, and `2^33` at least
/// where it is not one of the smallest floats: else there might be no word behind
/// the point.
///
/// One of both is multiplied until it has as many digits in front of the point as the
/// other: where `power` is negative the number, by factors of five, and else the text,
/// by its next digits. What both have there is a `u64`. Behind it are words of bits,
/// of which 16 digits at a time are made for the text to be compared with.
#[inline(never)]
pub(super) fn is_more(
    text: &str,
    digits: u64,
    power: i32,
    number: u64,
    exponent: i32,
    equal: bool,
) -> bool {
    let mut text = text.as_bytes();
    let mut passed = 0;
    while passed != digits {
        passed = passed * 10 + next(&mut text, 1);
    }
    let up = power > 0;
    let (mut carry, behind, base) = if up {
        (digits, exponent, 10)
    } else {
        (number, power - exponent, 5)
    };
    let shift = (BITS * 64 - behind).cast_unsigned() % BITS.cast_unsigned();
    let point = behind.cast_unsigned().wrapping_add(shift) / BITS.cast_unsigned();
    let mut words = [0; WORDS];
    let (mut len, mut factor, mut left) = (1, 1, power);
    loop {
        // Room for what is carried.
        len += 2;
        multiply(words.get_mut(..len).unwrap_or_default(), factor, carry);
        if left == 0 {
            break;
        }
        factor = 1;
        let mut step = 0;
        while left != 0 && factor >> 57 == 0 {
            factor *= base;
            left -= if up { 1 } else { -1 };
            step += u32::from(up);
        }
        carry = next(&mut text, step);
    }
    multiply(&mut words, 1 << shift, 0);
    let Some((fraction, [first, second, third, ..])) = words.split_at_mut_checked(point as usize)
    else {
        return false;
    };
    let whole = u64::from(*third) << (2 * BITS) | u64::from(*second) << BITS | u64::from(*first);
    let (ours, theirs) = if up { (whole, number) } else { (digits, whole) };
    if ours != theirs {
        return ours > theirs;
    }
    let mut lowest = 0;
    loop {
        while fraction.get(lowest) == Some(&0) {
            lowest += 1;
        }
        let fraction = fraction.get_mut(lowest..).unwrap_or_default();
        if up && !fraction.is_empty() {
            return true;
        }
        if text.is_empty() {
            return equal && fraction.is_empty();
        }
        let due = multiply(fraction, const { 10_u64.pow(16) }, 0);
        let here = next(&mut text, 16);
        if here != due {
            return here > due;
        }
    }
}

/// Multiplies a number, of which the lowest word is the first, by less than `2^62`,
/// and adds `carry`. Returns what is above its words.
#[inline(never)]
fn multiply(words: &mut [u32], factor: u64, mut carry: u64) -> u64 {
    let (first, second) = (factor & WORD, factor >> BITS);
    let mut below = 0;
    for word in words {
        let this = u64::from(*word);
        carry += this * first + below * second;
        *word = low(carry) & low(WORD);
        carry >>= BITS;
        below = this;
    }
    carry + below * second
}

/// Reads so many digits of a number, with zeros behind the last one.
#[inline(never)]
fn next(text: &mut &[u8], mut count: u32) -> u64 {
    let (mut number, mut rest) = (0, *text);
    while count > 0 {
        if count >= 4
            && let Some((first, behind)) = rest.split_first_chunk()
        {
            // A byte each; nothing else in a number begins with these four bits.
            let four = u32::from_le_bytes(*first) ^ 0x3030_3030;
            if four & 0xF0F0_F0F0 == 0 {
                // The first one is the lowest. Two at a time, then all.
                let pairs = (four * 10 + (four >> 8)) & 0xFF_00FF;
                let all = (pairs * 100 + (pairs >> 16)) & 0xFFFF;
                number = number * 10_000 + u64::from(all);
                rest = behind;
                count -= 4;
                continue;
            }
        }
        let mut digit = 0;
        if let [byte, behind @ ..] = rest {
            rest = behind;
            digit = byte.wrapping_sub(b'0');
            if digit > 9 {
                if *byte > b'9' {
                    rest = &[];
                }
                continue;
            }
        }
        number = number * 10 + u64::from(digit);
        count -= 1;
    }
    *text = rest;
    number
}
