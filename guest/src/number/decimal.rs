//! Decimals with a fixed number of places, without floats.

use super::integer::signed;
use super::literal::Literal;
use crate::abi::Text;

/// Returns the decimal number that `text` writes, in units of its last of
/// `places` places: `parse_decimal("12.5", 2)` is 1250, because it is 12.50.
///
/// The grammar is JSON's: `-12.5`, `0.05`, `1.2e3`. Nothing is rounded: `None`
/// where there are more places that are not zero, where the result is out of
/// range, and where `text` is anything else. Costs 785 bytes, of which
/// [`parse_f64`](super::parse_f64) shares 580.
///
/// ```
/// use greentic_guest::number::parse_decimal;
///
/// assert_eq!(parse_decimal("12.5", 2), Some(1250));
/// assert_eq!(parse_decimal("x", 2), None);
/// ```
pub fn parse_decimal(text: &str, places: u32) -> Option<i64> {
    let number = Literal::read(text)?;
    let mut units = number.digits;
    if units > 0 {
        if number.more > 0 {
            return None;
        }
        let mut power = number.power + i64::from(places);
        // Ends after 20 rounds at most: a number without end is too large,
        // or has a digit that is not 0.
        while power != 0 {
            if power > 0 {
                if units > u64::MAX / 10 {
                    return None;
                }
                units *= 10;
                power -= 1;
            } else {
                if units % 10 > 0 {
                    return None;
                }
                units /= 10;
                power += 1;
            }
        }
    }
    signed(units, number.minus)
}

impl Text<'_> {
    /// Appends a decimal number that counts units of its last of `places`
    /// places: of 1250 and 2 it makes `12.50`. Costs 208 bytes.
    ///
    /// ```
    /// use greentic_guest::Call;
    ///
    /// let call = Call::new();
    /// let mut text = call.text();
    /// text.push_decimal(1205, 2);
    /// assert_eq!(text.finish(), "12.05");
    /// ```
    pub fn push_decimal(&mut self, units: i64, places: u32) {
        if units < 0 {
            self.push_char('-');
        }
        let units = units.unsigned_abs();
        // As many places as a `u64` has digits; zeros for more than that.
        let (mut whole, mut unit) = (units, 1_u64);
        for _ in 0..places.min(19) {
            whole /= 10;
            unit *= 10;
        }
        self.push_u64(whole);
        if places > 0 {
            self.push_char('.');
        }
        for _ in 19..places {
            self.push_char('0');
        }
        while unit > 1 {
            unit /= 10;
            self.push_digit(units / unit);
        }
    }
}
