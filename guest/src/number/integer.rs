//! Integers from text and back.

use crate::abi::Text;

/// Returns the integer that `text` writes: digits, of which the first may be
/// zeros. `None` where that is anything else, or out of range. Costs 141 bytes.
///
/// ```
/// use greentic_guest::number::parse_u64;
///
/// assert_eq!(parse_u64("42"), Some(42));
/// assert_eq!(parse_u64("4.2"), None);
/// ```
pub fn parse_u64(text: &str) -> Option<u64> {
    digits(text.as_bytes())
}

/// Returns the integer that `text` writes: digits, with a `-` in front or
/// without. `None` where that is anything else, or out of range. Costs 172 bytes.
///
/// ```
/// use greentic_guest::number::parse_i64;
///
/// assert_eq!(parse_i64("42"), Some(42));
/// assert_eq!(parse_i64("4.2"), None);
/// ```
pub fn parse_i64(text: &str) -> Option<i64> {
    let text = text.as_bytes();
    let minus = text.first() == Some(&b'-');
    let number = digits(text.get(usize::from(minus)..)?)?;
    signed(number, minus)
}

/// Returns a number with its sign, where it is in range.
pub(super) fn signed(number: u64, minus: bool) -> Option<i64> {
    let number = number.cast_signed();
    // The smallest is its own opposite.
    let number = if minus { number.wrapping_neg() } else { number };
    // One that is out of range has the other sign.
    (number == 0 || (number < 0) == minus).then_some(number)
}

/// Returns the integer that `text` writes, like [`parse_u64`].
///
/// ```
/// use greentic_guest::number::parse_u32;
///
/// assert_eq!(parse_u32("42"), Some(42));
/// assert_eq!(parse_u32("4.2"), None);
/// ```
pub fn parse_u32(text: &str) -> Option<u32> {
    parse_u64(text)?.try_into().ok()
}

/// Returns the integer that `text` writes, like [`parse_i64`].
///
/// ```
/// use greentic_guest::number::parse_i32;
///
/// assert_eq!(parse_i32("42"), Some(42));
/// assert_eq!(parse_i32("4.2"), None);
/// ```
pub fn parse_i32(text: &str) -> Option<i32> {
    parse_i64(text)?.try_into().ok()
}

/// Returns the number of which `text` has the digits, one at least.
fn digits(text: &[u8]) -> Option<u64> {
    if text.is_empty() {
        return None;
    }
    let mut number = 0_u64;
    for byte in text {
        let digit = byte.wrapping_sub(b'0');
        // Not `checked_mul`, which multiplies 128 bits on wasm32.
        if digit > 9 || number > u64::MAX / 10 {
            return None;
        }
        number = (number * 10).checked_add(u64::from(digit))?;
    }
    Some(number)
}

impl Text<'_> {
    /// Appends an integer. Costs 89 bytes.
    ///
    /// ```
    /// use greentic_guest::Call;
    ///
    /// let call = Call::new();
    /// let mut text = call.text();
    /// text.push_u64(42);
    /// assert_eq!(text.finish(), "42");
    /// ```
    #[inline(never)]
    pub fn push_u64(&mut self, number: u64) {
        // Nothing is divided by what might be 0, or it could panic.
        let (mut first, mut unit) = (number, 1);
        while first > 9 {
            first /= 10;
            unit *= 10;
        }
        while unit > 0 {
            self.push_digit(number / unit);
            unit /= 10;
        }
    }

    /// Appends an integer, with a `-` in front where it is negative. Costs
    /// 122 bytes.
    ///
    /// ```
    /// use greentic_guest::Call;
    ///
    /// let call = Call::new();
    /// let mut text = call.text();
    /// text.push_i64(-42);
    /// assert_eq!(text.finish(), "-42");
    /// ```
    pub fn push_i64(&mut self, number: i64) {
        if number < 0 {
            self.push_char('-');
        }
        self.push_u64(number.unsigned_abs());
    }

    /// Appends the last digit of `number`.
    pub(super) fn push_digit(&mut self, number: u64) {
        let digit = u8::try_from(number % 10).unwrap_or_default();
        self.push_char(char::from(b'0' + digit));
    }
}
