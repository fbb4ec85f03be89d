//! Hexadecimal text.

use crate::abi::{Bytes, Text};

impl Text<'_> {
    /// Appends two hexadecimal digits for each byte, in lower case.
    /// Costs 123 bytes.
    ///
    /// ```
    /// use greentic_guest::Call;
    ///
    /// let call = Call::new();
    /// let mut text = call.text();
    /// text.push_hex(b"\x01\xFF");
    /// assert_eq!(text.finish(), "01ff");
    /// ```
    pub fn push_hex(&mut self, bytes: &[u8]) {
        for byte in bytes {
            self.push_char(digit(byte >> 4, b'a'));
            self.push_char(digit(byte & 15, b'a'));
        }
    }
}

impl Bytes<'_> {
    /// Appends the bytes for which `hex` has two hexadecimal digits each, in
    /// upper or lower case. `None` where it is anything else; the bytes before
    /// that have been appended. Costs 208 bytes.
    ///
    /// ```
    /// use greentic_guest::Call;
    ///
    /// let call = Call::new();
    /// let mut bytes = call.bytes();
    /// assert_eq!(bytes.push_hex("01fF"), Some(()));
    /// assert_eq!(bytes.finish(), b"\x01\xFF");
    /// ```
    #[must_use]
    pub fn push_hex(&mut self, hex: &str) -> Option<()> {
        let mut rest = hex.as_bytes();
        while let [high, low, behind @ ..] = rest {
            self.push_byte(value(*high)? << 4 | value(*low)?);
            rest = behind;
        }
        rest.is_empty().then_some(())
    }
}

/// Returns the digit of a value below 16, with `ten` for 10.
pub(super) fn digit(value: u8, ten: u8) -> char {
    char::from(value + if value > 9 { ten - 10 } else { b'0' })
}

/// Returns the value of a digit.
#[inline(never)]
pub(super) fn value(digit: u8) -> Option<u8> {
    let decimal = digit.wrapping_sub(b'0');
    let letter = (digit | 0x20).wrapping_sub(b'a');
    if decimal <= 9 {
        Some(decimal)
    } else if letter <= 5 {
        Some(letter + 10)
    } else {
        None
    }
}
