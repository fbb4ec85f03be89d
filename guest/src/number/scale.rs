//! Numbers times powers of ten, in 160 bits.

/// As many fives as a word holds.
const FIVES: u64 = 5_u64.pow(13);

/// `top * 2^exponent`, or up to one `top` more where that is not all.
pub(super) struct Scaled {
    /// The first 64 bits, of which the highest is set.
    pub(super) top: u64,
    /// The power of two that the lowest bit of `top` stands for.
    pub(super) exponent: i32,
    /// `true` if there is more behind `top`.
    pub(super) more: bool,
}

/// Returns `number * 10^power`, for a number that is not 0.
///
/// Ten is two times five: the twos go into the exponent, and the fives are
/// multiplied or divided by in long hand, 13 at a time. Before each time the
/// number is moved to the place where no bit of it falls off at the other end,
/// which is a multiplication or division by a power of two.
///
/// The rest is cut off 27 times, each time less than one part in `2^159`:
/// less than one in `2^154` in all. Writing floats takes one in `2^126` for granted.
#[inline(never)]
pub(super) fn scale(number: u64, mut power: i32) -> Scaled {
    // The lowest word first.
    let mut words = [0, 0, 0, low(number), low(number >> 32)];
    let mut exponent = power - 96;
    let mut more = false;
    loop {
        let zeros = words[4].leading_zeros();
        let up = power > 0;
        // Room above, or nothing but bits.
        let ready = zeros == if up { 32 } else { 0 };
        let mut factor = 1_u64;
        if ready {
            if power == 0 {
                let [first, second, third, below, top] = words;
                return Scaled {
                    top: u64::from(top) << 32 | u64::from(below),
                    exponent: exponent + 96,
                    more: more || first | second | third > 0,
                };
            }
            let (base, step) = if power < -12 { (FIVES, 13) } else { (5, 1) };
            while power != 0 && factor < FIVES {
                factor *= base;
                power -= if up { 1 } else { -step };
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
pub(super) const fn low(number: u64) -> u32 {
    number as u32
}

#[cfg(test)]
mod tests {
    use super::{Scaled, scale};

    /// Returns whether `scaled` is the first 64 bits of `over / under`, and says
    /// whether there is more.
    fn is(scaled: &Scaled, over: u128, under: u128) -> bool {
        // One of both, so that `over / under = whole * 2^exponent`, and a rest.
        let (over, under) = match u32::try_from(-scaled.exponent) {
            Ok(up) => (
                over.checked_shl(up).filter(|more| more >> up == over),
                Some(under),
            ),
            Err(_) => (
                Some(over),
                under.checked_shl(scaled.exponent.unsigned_abs()),
            ),
        };
        let (Some(over), Some(under)) = (over, under) else {
            return false;
        };
        scaled.top >> 63 == 1
            && over / under == u128::from(scaled.top)
            && (over % under > 0) == scaled.more
    }

    /// Numbers of all widths, and powers for which 128 bits are enough to check.
    fn all(mut check: impl FnMut(u64, i32, u128, u128)) {
        let mut number = 1_u64;
        for step in 0..if cfg!(miri) { 2 } else { 2_000 } {
            for power in 0..=18 {
                let tens = 10_u128.pow(power);
                let power = power.cast_signed();
                let short = number >> (step % 60) | 1;
                if let Some(product) = u128::from(short).checked_mul(tens) {
                    check(short, power, product, 1);
                }
                check(short, -power, u128::from(short), tens);
                // What can be divided, all or almost.
                let many = short / (short % 977 + 1);
                let whole = u128::from(many >> 40) * tens;
                if let Ok(whole) = u64::try_from(whole)
                    && whole > 0
                {
                    check(whole, -power, whole.into(), tens);
                    check(whole + 1, -power, u128::from(whole) + 1, tens);
                }
            }
            number = number
                .wrapping_mul(6_364_136_223_846_793_005)
                .wrapping_add(1);
        }
    }

    #[test]
    fn the_first_64_bits_are_exact() {
        let mut checked = 0;
        all(|number, power, over, under| {
            let scaled = scale(number, power);
            let fits = scaled.exponent > -60 && over.leading_zeros() >= 60;
            if fits || power >= 0 {
                assert!(is(&scaled, over, under), "{number}e{power}");
                checked += 1;
            }
        });
        assert!(cfg!(miri) || checked > 30_000, "{checked}");
    }

    #[test]
    fn a_fault_in_the_last_bit_is_found() {
        let mut scaled = scale(3, 5);
        assert!(is(&scaled, 300_000, 1));
        scaled.more = true;
        assert!(!is(&scaled, 300_000, 1));
        scaled.more = false;
        scaled.top += 1;
        assert!(!is(&scaled, 300_000, 1));
    }
}
