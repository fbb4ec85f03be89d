//! Numbers of constants, rounded by long division: it takes time, but only that of
//! the compiler.

use super::float;
use super::order::info;

/// Reads the number at `at` of JSON that was checked. Returns its end, and first
/// byte and number of its head.
#[allow(clippy::indexing_slicing, reason = "runs in the compiler, which tells")]
pub(super) const fn read(text: &[u8], mut at: usize) -> (usize, u8, u64) {
    let minus = text[at] == b'-';
    at += minus as usize;
    let mut digits = Large::ZERO;
    let mut power = 0_i32;
    let mut whole = true;
    while at < text.len() {
        match text[at] {
            b'.' => whole = false,
            b'0'..=b'9' => {
                digits.times_ten(text[at] - b'0');
                power -= !whole as i32;
            }
            _ => break,
        }
        at += 1;
    }
    if at < text.len() && text[at] | 0x20 == b'e' {
        whole = false;
        at += 1;
        let down = text[at] == b'-';
        at += matches!(text[at], b'+' | b'-') as usize;
        let mut exponent = 0_i32;
        while at < text.len() && text[at].is_ascii_digit() {
            exponent = exponent * 10 + (text[at] - b'0') as i32;
            assert!(
                exponent < 1000,
                "a number of the constant has an exponent beyond 999"
            );
            at += 1;
        }
        power += if down { -exponent } else { exponent };
    }
    // -0 is no integer.
    if whole && digits.bits() <= 64 && !(minus && digits.bits() == 0) {
        let number = digits.words[0] - minus as u64;
        return (at, (minus as u8) << 5 | info(number), number);
    }
    let bits = nearest(&digits, power) | (minus as u64) << 63;
    let (info, number) = float::narrow(bits);
    (at, 0xE0 | info, number)
}

/// Returns the bits of the `f64` that is nearest to digits times a power of ten,
/// ties to even.
const fn nearest(digits: &Large, power: i32) -> u64 {
    if digits.bits() == 0 {
        return 0;
    }
    let mut over = *digits;
    let mut under = Large::ZERO;
    under.times_ten(1);
    let mut left = power.abs();
    while left > 0 {
        if power < 0 {
            under.times_ten(0);
        } else {
            over.times_ten(0);
        }
        left -= 1;
    }
    // Both as long as each other, so that the first or second bit is a one.
    let mut exponent = over.bits() - under.bits();
    over.shift(if exponent < 0 { -exponent } else { 0 });
    under.shift(if exponent > 0 { exponent } else { 0 });
    let mut quotient = 0_u64;
    exponent += 1;
    while quotient >> 63 == 0 {
        quotient <<= 1;
        if over.take(&under) {
            quotient |= 1;
        }
        over.shift(1);
        exponent -= 1;
    }
    // 53 bits stay, or those from 2^-1074 on.
    let mut drop = 11;
    if exponent + drop < -1074 {
        drop = -1074 - exponent;
    }
    if drop > 65 {
        return 0;
    }
    let (half, more) = (1_u128 << (drop - 1), over.bits() > 0);
    let rest = quotient as u128 & (2 * half - 1);
    let kept = (quotient as u128 >> drop) as u64;
    let up = rest > half || rest == half && (more || kept & 1 == 1);
    // The first bit of a number of full width counts one up in the exponent, and
    // so does a carry.
    let bits = ((exponent + drop + 1074) as u64) << 52;
    let bits = bits + kept + up as u64;
    assert!(
        bits < 0x7FF << 52,
        "a number of the constant is beyond all floats"
    );
    bits
}

/// A large integer, the lowest 64 bits first, and how many words of it are in
/// use: all steps of the compiler count.
#[derive(Clone, Copy)]
struct Large {
    words: [u64; 64],
    used: usize,
}

#[allow(clippy::indexing_slicing, reason = "runs in the compiler, which tells")]
impl Large {
    const ZERO: Self = Self {
        words: [0; 64],
        used: 0,
    };

    /// Multiplies by ten, and adds a digit.
    const fn times_ten(&mut self, digit: u8) {
        let mut carry = digit as u128;
        let mut at = 0;
        while at < self.used {
            carry += self.words[at] as u128 * 10;
            self.words[at] = carry as u64;
            carry >>= 64;
            at += 1;
        }
        if carry > 0 {
            assert!(at < 60, "a number of the constant has too many digits");
            self.words[at] = carry as u64;
            self.used += 1;
        }
    }

    /// Returns how many bits it has, without zeros in front.
    const fn bits(&self) -> i32 {
        match self.used.checked_sub(1) {
            Some(last) => self.used as i32 * 64 - self.words[last].leading_zeros() as i32,
            None => 0,
        }
    }

    /// Shifts it up.
    const fn shift(&mut self, bits: i32) {
        let (words, bits) = (bits as usize / 64, bits as u32 % 64);
        let old = *self;
        self.used += words + 1;
        let mut at = self.used;
        while at > 0 {
            at -= 1;
            let high = if at < words {
                0
            } else {
                old.words[at - words] as u128
            };
            let low = if at < words + 1 {
                0
            } else {
                old.words[at - words - 1] as u128
            };
            self.words[at] = (((high << 64 | low) << bits) >> 64) as u64;
        }
        self.trim();
    }

    /// Counts the words again, where the last of them may be zero.
    const fn trim(&mut self) {
        while self.used > 0 && self.words[self.used - 1] == 0 {
            self.used -= 1;
        }
    }

    /// Subtracts another one, where that is not more. Returns whether it did.
    const fn take(&mut self, other: &Self) -> bool {
        if self.bits() < other.bits() {
            return false;
        }
        let mut result = *self;
        let mut borrow = 0;
        let mut at = 0;
        while at < self.used {
            let word = 1_u128 << 64 | self.words[at] as u128;
            let word = word - other.words[at] as u128 - borrow;
            result.words[at] = word as u64;
            borrow = 1 - (word >> 64);
            at += 1;
        }
        if borrow == 0 {
            *self = result;
            self.trim();
        }
        borrow == 0
    }
}
