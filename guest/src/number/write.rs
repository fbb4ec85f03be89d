//! Floats to text.

use super::point::first;
use super::scale::scale;
use crate::abi::Text;

impl Text<'_> {
    /// Appends the shortest decimal number that reads back as `number`, in the
    /// form of JSON; `null` where it is infinite or none. Costs 1,332 bytes.
    ///
    /// It is what `serde_json` writes: `1.0`, `0.1`, `1e+23`, with an exponent
    /// from 10^16 on and below 0.00001.
    ///
    /// ```
    /// use greentic_guest::Call;
    ///
    /// let call = Call::new();
    /// let mut text = call.text();
    /// text.push_f64(0.1);
    /// assert_eq!(text.finish(), "0.1");
    /// ```
    pub fn push_f64(&mut self, number: f64) {
        write(self, number.to_bits(), 53, -1074);
    }

    /// Appends the shortest decimal number that reads back as this `f32`, in
    /// the form of [`push_f64`](Text::push_f64), but with an exponent from 10^13
    /// on and below 0.000001.
    ///
    /// ```
    /// use greentic_guest::Call;
    ///
    /// let call = Call::new();
    /// let mut text = call.text();
    /// text.push_f32(0.5);
    /// assert_eq!(text.finish(), "0.5");
    /// ```
    pub fn push_f32(&mut self, number: f32) {
        let bits = number.to_bits();
        let sign = u64::from(bits >> 31) << 63;
        write(self, u64::from(bits << 1 >> 1) | sign, 24, -149);
    }
}

fn write(text: &mut Text<'_>, bits: u64, width: u32, least: i32) {
    let minus = bits >> 63 > 0;
    let bits = bits << 1 >> 1;
    let infinite = if width == 53 {
        f64::INFINITY.to_bits()
    } else {
        f32::INFINITY.to_bits().into()
    };
    if bits >= infinite {
        text.push("null");
        return;
    }
    if minus {
        text.push_char('-');
    }
    let implied = 1 << (width - 1);
    let mut number = bits & (implied - 1);
    let mut exponent = low(bits >> (width - 1));
    // Below a power of two numbers are closer to each other, but not below the
    // smallest that has full width.
    let closer = number == 0 && exponent > 1;
    if exponent > 0 {
        number |= implied;
        exponent -= 1;
    }
    exponent += least;

    let (mut digits, mut power) = (0, 0);
    if bits > 0 {
        (digits, power) = shortest(number, exponent, closer);
        while digits % 10 == 0 {
            digits /= 10;
            power += 1;
        }
    }
    let (unit, len) = first(digits);
    // Where the point is, behind the first digit where that is too far away.
    let point = power + len;
    let (low, high) = if width == 53 { (-5, 16) } else { (-6, 13) };
    let science = point <= low || point > high;
    text.push_point(digits, unit, if science { 1 } else { point }, science);
    if science {
        text.push(if point > 0 { "e+" } else { "e-" });
        text.push_u64((point - 1).unsigned_abs().into());
    }
}

/// Returns the digits and the power of ten of the shortest decimal number that
/// is nearer to `number * 2^exponent` than to any other float, and of these the
/// nearest (Raffaello Giulietti, *The Schubfach way to render doubles*).
fn shortest(number: u64, exponent: i32, closer: bool) -> (u64, i32) {
    // The logarithm to base ten of `2^exponent`, or of three quarters of it.
    let power = (exponent * 1_262_611 - if closer { 524_031 } else { 0 }) >> 22;
    // A number in quarters of that power of ten, with its lowest bit set where
    // there is more.
    let quarters = |number| {
        let scaled = scale(number, -power);
        let shift = (scaled.exponent + exponent).unsigned_abs();
        let whole = scaled.top >> shift;
        whole | u64::from(scaled.more || whole << shift != scaled.top)
    };
    let odd = number & 1;
    let this = quarters(number << 2);
    let from = quarters((number << 2) - if closer { 1 } else { 2 }) + odd;
    let to = quarters((number << 2) + 2) - odd;
    let mut digits = this >> 2;
    // One digit less, if just one of the two neighbours is inside.
    let tens = digits / 10;
    let down = from <= tens * 40;
    let up = tens * 40 + 40 <= to;
    if digits >= 10 && down != up {
        return (tens + u64::from(up), power + 1);
    }
    let down = from <= digits << 2;
    let up = (digits << 2) + 4 <= to;
    let middle = (digits << 2) + 2;
    let up = if down == up {
        this > middle || this == middle && digits & 1 == 1
    } else {
        up
    };
    digits += u64::from(up);
    (digits, power)
}

/// Returns the exponent of a float, of 11 bits at most.
#[allow(clippy::cast_possible_truncation, reason = "what it is for")]
const fn low(bits: u64) -> i32 {
    bits as i32
}
