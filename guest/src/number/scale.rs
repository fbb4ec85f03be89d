//! Numbers times powers of ten, in 192 bits.

/// How many words of 32 bits are kept: the value has at least 129 bits in them.
const WORDS: usize = 6;

/// As many fives as a word holds.
const FIVES: u32 = 5_u32.pow(13);

/// `top * 2^exponent`, or up to one `top` more where that is not all.
pub(super) struct Scaled {
    /// The first 64 bits, of which the highest is set.
    pub(super) top: u64,
    /// The power of two that the lowest bit of `top` stands for.
    pub(super) exponent: i32,
    /// Whether there is more behind `top`.
    pub(super) more: bool,
}

/// Returns `number * 10^power`, for a number that is not 0.
///
/// Ten is two times five: the twos go into the exponent, and the fives are
/// multiplied or divided by in long hand, 13 at a time. What falls off the end is
/// less than the 2^-124th part.
#[inline(never)]
pub(super) fn scale(number: u64, mut power: i32) -> Scaled {
    // The lowest word first.
    let mut words = [0_u32; WORDS];
    words[WORDS - 2] = low(number);
    words[WORDS - 1] = low(number >> 32);
    let mut exponent = power - 32 * (WORDS as i32 - 2);
    let mut more = false;
    loop {
        let up = power > 0;
        let mut fives = 1;
        while power != 0 && fives < FIVES {
            fives *= 5;
            power -= if up { 1 } else { -1 };
        }
        if up {
            if words[WORDS - 1] > 0 {
                more |= words[0] > 0;
                words.copy_within(1.., 0);
                words[WORDS - 1] = 0;
                exponent += 32;
            }
            let mut carry = 0;
            for word in &mut words {
                carry += u64::from(*word) * u64::from(fives);
                *word = low(carry);
                carry >>= 32;
            }
        } else {
            while words[WORDS - 1] == 0 {
                words.copy_within(..WORDS - 1, 1);
                words[0] = 0;
                exponent -= 32;
            }
            if fives == 1 {
                break;
            }
            let mut rest = 0;
            for word in words.iter_mut().rev() {
                rest = rest << 32 | u64::from(*word);
                *word = low(rest / u64::from(fives));
                rest %= u64::from(fives);
            }
            more |= rest > 0;
        }
    }
    let [a, b, c, d, e, f] = words;
    let zeros = f.leading_zeros();
    let behind = u64::from(d) << zeros;
    Scaled {
        top: (u64::from(f) << 32 | u64::from(e)) << zeros | behind >> 32,
        exponent: exponent + 128 - zeros.cast_signed(),
        more: more || a | b | c | low(behind) > 0,
    }
}

/// Returns the lower half.
#[allow(clippy::cast_possible_truncation, reason = "what it is for")]
const fn low(number: u64) -> u32 {
    number as u32
}
