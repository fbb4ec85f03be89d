//! Comparison of a number in text with one in binary, to the last digit.

use super::scale::low;

/// As many fives as `multiply` takes.
const FIVES: u64 = 5_u64.pow(26);

/// As many tens as there are digits read at a time.
const TENS: u64 = 10_u64.pow(16);

/// A number of 64 bits takes one pair of words, and each step one more: 20 steps make
/// 329 digits of the first 19, and 15 the 345 factors of five that the smallest numbers
/// take. What is larger is infinite.
const PAIRS: usize = 21;

/// Returns whether the number that `text` writes behind `digits`, the first ones, is
/// more than `number * 2^exponent`; `equal` where it is just that.
///
/// They are close: less than 11 units of the last of `digits`. `power` belongs to them.
/// `number` is less than `2^63`, and `2^33` at least where it is not one of the smallest
/// floats: else there might be no word behind the point.
///
/// One of both is multiplied until it has as many digits in front of the point as the
/// other: where `power` is negative the number, by factors of five, and else the text,
/// by its next digits. What both have there is a `u64`. Behind it are words of bits,
/// of which 16 digits at a time are made for the text to be compared with.
#[inline(never)]
pub(super) fn is_more(
    mut text: &[u8],
    digits: u64,
    power: i32,
    number: u64,
    exponent: i32,
    equal: bool,
) -> bool {
    let up = power > 0;
    let (mut carry, behind, base) = if up {
        (digits, exponent, 10)
    } else {
        (number, power - exponent, 5)
    };
    let mut words = [0; 2 * PAIRS];
    let (words, _) = words.as_chunks_mut();
    let (mut len, mut factor, mut left) = (0, 1, power);
    loop {
        // Room for what is carried.
        len += 1;
        multiply(words.get_mut(..len).unwrap_or_default(), factor, carry);
        if left == 0 {
            break;
        }
        // Most of the way of the smallest numbers.
        let mut count = 0;
        if left <= -26 {
            factor = FIVES;
            left += 26;
        } else {
            factor = 1;
            while left != 0 && factor < TENS {
                factor *= base;
                left -= if up { 1 } else { -1 };
                count += 1;
            }
        }
        carry = if up { next(&mut text, count) } else { 0 };
    }
    let shift = behind.wrapping_neg() & 63;
    let point = (behind + shift).cast_unsigned() / 64;
    multiply(words, 1 << shift, 0);
    let Some((mut fraction, [[below, above], ..])) = words.split_at_mut_checked(point as usize)
    else {
        return false;
    };
    let whole = u64::from(*above) << 32 | u64::from(*below);
    let (ours, theirs) = if up { (whole, number) } else { (digits, whole) };
    if ours != theirs {
        return ours > theirs;
    }
    loop {
        while let [[0, 0], above @ ..] = fraction {
            fraction = above;
        }
        if up && !fraction.is_empty() {
            return true;
        }
        if text.is_empty() {
            return equal && fraction.is_empty();
        }
        let due = multiply(fraction, TENS, 0);
        let here = next(&mut text, 16);
        if here != due {
            return here > due;
        }
    }
}

/// Multiplies a number, of which the lowest word is the first, and adds `carry`, which
/// is less than the factor where the number is not 0. Returns what is above its words.
///
/// Both halves of the factor and one are `2^32` at most: what a word adds up to is a
/// `u64`, then. Two words in a round take less than a round each.
#[inline(never)]
fn multiply(words: &mut [[u32; 2]], factor: u64, mut carry: u64) -> u64 {
    let (first, second) = (u64::from(low(factor)), factor >> 32);
    for [below, above] in words {
        let this = u64::from(*below);
        carry += this * first;
        *below = low(carry);
        carry = (carry >> 32) + this * second;
        let this = u64::from(*above);
        carry += this * first;
        *above = low(carry);
        carry = (carry >> 32) + this * second;
    }
    carry
}

// That holds for all factors that there are.
const _: () = {
    let mut power = 0;
    while power < 64 {
        assert!(fits(1 << power));
        assert!(power > 26 || fits(5_u64.pow(power)));
        assert!(power > 16 || fits(10_u64.pow(power)));
        power += 1;
    }
};

const fn fits(factor: u64) -> bool {
    low(factor) as u64 + (factor >> 32) < 1 << 32
}

/// Reads so many digits of a number, with zeros behind the last one.
#[inline(never)]
fn next(text: &mut &[u8], mut count: u32) -> u64 {
    let (mut number, mut rest) = (0, *text);
    while count > 0 {
        if count >= 8
            && let Some((first, behind)) = rest.split_first_chunk()
        {
            // A byte each; nothing else in a number begins with these four bits.
            let eight = u64::from_le_bytes(*first) ^ 0x3030_3030_3030_3030;
            if eight & 0xF0F0_F0F0_F0F0_F0F0 == 0 {
                // The first one is the lowest. Two at a time, then four, then all.
                let pairs = (eight * 10 + (eight >> 8)) & 0xFF_00FF_00FF_00FF;
                let fours = (pairs * 100 + (pairs >> 16)) & 0xFFFF_0000_FFFF;
                let all = low(fours * 10_000 + (fours >> 32));
                number = number * 100_000_000 + u64::from(all);
                rest = behind;
                count -= 8;
                continue;
            }
        }
        let mut digit = 0;
        if let [byte, behind @ ..] = rest {
            rest = behind;
            digit = u32::from(*byte).wrapping_sub(u32::from(b'0'));
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
