//! Floats of 16, 32 and 64 bits.

/// The layout of the floats that are narrower than 64 bits: additional
/// information, bits of the exponent, bits of the fraction.
const NARROW: [(u8, u32, u32); 2] = [(25, 5, 10), (26, 8, 23)];

/// Returns the bits of the `f64` that a float is. A NaN is a quiet one.
#[inline(never)]
pub(super) const fn widen(info: u8, number: u64) -> u64 {
    let (_, width, fraction) = match info {
        25 => NARROW[0],
        26 => NARROW[1],
        _ => return number,
    };
    let sign = number >> (width + fraction);
    let rest = number & ((1 << fraction) - 1);
    let top = (1 << width) - 1;
    let exponent = number >> fraction & top;
    let bits = if exponent == top {
        // Infinite, or none: a fraction makes the difference.
        0x7FF << 52 | rest << (52 - fraction) | ((rest != 0) as u64) << 51
    } else {
        // Zero and the smallest have no bit in front of the fraction.
        let (whole, exponent) = if exponent == 0 {
            (rest, 1)
        } else {
            (rest | 1 << fraction, exponent)
        };
        let scale = f64::from_bits((1023 + exponent - (top >> 1) - fraction as u64) << 52);
        (whole as f64 * scale).to_bits()
    };
    bits | sign << 63
}

/// Returns the shortest head of the `f64` with these bits: additional information
/// and number.
#[inline(never)]
pub(super) const fn narrow(bits: u64) -> (u8, u64) {
    let mut which = 0;
    while which < NARROW.len() {
        let (info, width, fraction) = NARROW[which];
        which += 1;
        let top = (1_i64 << width) - 1;
        let wide = (bits >> 52 & 0x7FF) as i64;
        let rest = bits & ((1 << 52) - 1);
        let exponent = wide - 1023 + (top >> 1);
        let kept = 52 - fraction;
        let magnitude = if wide == 0x7FF {
            (top as u64) << fraction | rest >> kept
        } else if exponent > 0 {
            (exponent as u64) << fraction | rest >> kept
        } else if exponent > -63 + kept as i64 {
            (rest | 1 << 52) >> (kept as i64 + 1 - exponent)
        } else {
            0
        };
        let number = bits >> 63 << (width + fraction) | magnitude;
        if widen(info, number) == bits {
            return (info, number);
        }
    }
    (27, bits)
}
