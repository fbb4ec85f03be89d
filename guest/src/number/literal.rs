//! Numbers as they are written in JSON.

/// What a number says: `digits * 10^power`, and less than one digit more where
/// `more` is set.
pub(super) struct Literal {
    pub(super) minus: bool,
    /// The first 19 digits, or 20 where they fit; leading zeros are none.
    pub(super) digits: u64,
    pub(super) power: i64,
    /// Whether a digit behind `digits` is not 0.
    pub(super) more: bool,
}

impl Literal {
    /// Reads a number in the grammar of RFC 8259, section 6.
    #[inline(never)]
    pub(super) fn read(text: &str) -> Option<Self> {
        let mut rest = text.as_bytes();
        let mut number = Self {
            minus: false,
            digits: 0,
            power: 0,
            more: false,
        };
        if let [b'-', behind @ ..] = rest {
            number.minus = true;
            rest = behind;
        }
        // Whether there was a point, and a digit since it or the beginning.
        let (mut point, mut digit) = (false, false);
        while let [byte, behind @ ..] = rest {
            rest = behind;
            let value = byte.wrapping_sub(b'0');
            if value <= 9 {
                if digit && !point && number.digits == 0 {
                    return None;
                }
                digit = true;
                // Ten times as much, and a digit, is a `u64` still.
                if number.digits >> 60 == 0 {
                    number.digits = number.digits * 10 + u64::from(value);
                    number.power -= i64::from(point);
                } else {
                    number.more |= value > 0;
                    number.power += i64::from(!point);
                }
            } else if !digit {
                return None;
            } else if *byte == b'.' && !point {
                (point, digit) = (true, false);
            } else if *byte | 0x20 == b'e' {
                number.power += exponent(rest)?;
                break;
            } else {
                return None;
            }
        }
        digit.then_some(number)
    }
}

/// Returns the number behind an `e`. One that is larger than any text could make
/// up for is a smaller one of that kind.
fn exponent(text: &[u8]) -> Option<i64> {
    let (minus, digits) = match text {
        [b'-', digits @ ..] => (true, digits),
        [b'+', digits @ ..] | digits => (false, digits),
    };
    let mut exponent = 0;
    for byte in digits {
        let digit = byte.wrapping_sub(b'0');
        if digit > 9 {
            return None;
        }
        if exponent < 1 << 40 {
            exponent = exponent * 10 + i64::from(digit);
        }
    }
    let exponent = if minus { -exponent } else { exponent };
    (!digits.is_empty()).then_some(exponent)
}
