//! Floats from text.

use super::exact::is_more;
use super::literal::Literal;
use super::scale::{low, scale};

/// Returns the `f64` that is nearest to the number that `text` writes, ties to
/// even: for every text, of whatever length, what [`str::parse`] returns.
///
/// The grammar is JSON's (RFC 8259, section 6): `-0.5`, `12`, `1e300`. `None`
/// where `text` is anything else. A number that is too large for an `f64` is
/// infinite; one that is too small is a zero with its sign. Costs 2,266 bytes.
///
/// ```
/// use greentic_guest::number::parse_f64;
///
/// assert_eq!(parse_f64("-2.5e1"), Some(-25.0));
/// assert_eq!(parse_f64("x"), None);
/// ```
pub fn parse_f64(text: &str) -> Option<f64> {
    Some(f64::from_bits(read(text, 53, -1074)?))
}

/// Returns the `f32` that is nearest to the number that `text` writes, like
/// [`parse_f64`]. It is not rounded twice.
///
/// ```
/// use greentic_guest::number::parse_f32;
///
/// assert_eq!(parse_f32("-2.5e1"), Some(-25.0));
/// assert_eq!(parse_f32("x"), None);
/// ```
pub fn parse_f32(text: &str) -> Option<f32> {
    let bits = read(text, 24, -149)?;
    Some(f32::from_bits(low(bits) | low(bits >> 32)))
}

/// Returns the bits of a float of `width` bits, the smallest of which is
/// `2^least`, and the sign in the highest bit of 64.
fn read(text: &str, width: u32, least: i32) -> Option<u64> {
    let literal = Literal::read(text)?;
    let sign = u64::from(literal.minus) << 63;
    if literal.digits == 0 {
        return Some(sign);
    }
    let power = near(literal.power);
    let scaled = scale(literal.digits, power);
    // With one bit less, so that half of the smallest float is one bit, too.
    let top = scaled.top >> 1;
    // How far the number is from its last bit, which may be that of the smallest.
    let mut shift = 63 - width;
    let mut exponent = scaled.exponent + 1 + shift.cast_signed() - least;
    if exponent < 0 {
        shift += exponent.unsigned_abs();
        exponent = 0;
    }
    if shift > 64 {
        return Some(sign);
    }
    let half = 1 << (shift - 1);
    let whole = top >> (shift - 1) >> 1;
    let rest = top & (half | (half - 1));
    // By how much the number is more than `top`, at most: the digits that are left
    // out are less than one of the first 19, of which the last one is 8 at most.
    let slack = if literal.more > 0 { 10 } else { 1 };
    let odd = whole & 1 == 1;
    // At half and just below it all digits count.
    let up = rest > half
        || half - rest <= slack
            // Nine bits more: `is_more` wants as many for an `f32`.
            && is_more(
                literal.behind,
                literal.digits,
                power,
                (whole << 1 | 1) << 9,
                exponent + least - 10,
                odd,
            );
    // The first bit of a number of full width counts one up in the exponent,
    // and so does a carry.
    let bits = (u64::from(exponent.unsigned_abs()) << (width - 1)) + whole + u64::from(up);
    let infinite = if width == 53 {
        f64::INFINITY.to_bits()
    } else {
        f32::INFINITY.to_bits().into()
    };
    Some(bits.min(infinite) | sign)
}

/// Returns a power of ten as it is, or one with which all numbers of 64 bits are
/// infinite, or 0, too.
#[allow(clippy::cast_possible_truncation, reason = "345 at most")]
fn near(power: i64) -> i32 {
    power.clamp(-345, 310) as i32
}
