//! Numbers times powers of ten, in 192 bits.

/// As many fives as a word holds.
const FIVES: u64 = 5_u64.pow(13);

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
/// multiplied or divided by in long hand, 13 at a time. Before each time the
/// number is moved to the place where no bit of it falls off at the other end,
/// which is a multiplication or division by a power of two.
#[inline(never)]
pub(super) fn scale(number: u64, power: i32) -> Scaled {
    // The lowest word first.
    let mut words = [0, 0, 0, 0, low(number), low(number >> 32)];
    let mut exponent = power - 128;
    let mut more = false;
    let mut left = power.unsigned_abs();
    loop {
        let [first, second, third, fourth, below, top] = words;
        let zeros = top.leading_zeros();
        let up = power > 0 && left > 0;
        // Room above, or nothing but bits.
        let ready = zeros == if up { 32 } else { 0 };
        let mut factor = 1_u64;
        if ready {
            if left == 0 {
                return Scaled {
                    top: u64::from(top) << 32 | u64::from(below),
                    exponent: exponent + 128,
                    more: more || first | second | third | fourth > 0,
                };
            }
            while left > 0 && factor < FIVES {
                factor *= 5;
                left -= 1;
            }
        } else if up {
            factor <<= 32;
            exponent += 32;
        } else {
            factor <<= zeros;
            exponent -= zeros.cast_signed();
        }
        let mut carry = 0;
        if up == ready {
            for word in &mut words {
                carry += u64::from(*word) * factor;
                *word = low(carry);
                carry >>= 32;
            }
        } else {
            for word in words.iter_mut().rev() {
                carry = carry << 32 | u64::from(*word);
                *word = low(carry / factor);
                carry %= factor;
            }
            more |= carry > 0;
        }
    }
}

/// Returns the lower half.
#[allow(clippy::cast_possible_truncation, reason = "what it is for")]
const fn low(number: u64) -> u32 {
    number as u32
}
