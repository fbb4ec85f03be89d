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
        // Where the text is, and whether there was a digit in that part.
        let (mut part, mut digit) = (Part::Whole, false);
        let (mut exponent, mut down) = (0, false);
        while let [byte, behind @ ..] = rest {
            rest = behind;
            let value = byte.wrapping_sub(b'0');
            if value <= 9 {
                if part == Part::Exponent {
                    // No text is so long that it could make up for more.
                    if exponent < 1 << 40 {
                        exponent = exponent * 10 + i64::from(value);
                    }
                } else {
                    let whole = part == Part::Whole;
                    if digit && whole && number.digits == 0 {
                        return None;
                    }
                    number.power -= i64::from(!whole);
                    // Ten times as much, and a digit, is a `u64` still.
                    if number.digits >> 60 == 0 {
                        number.digits = number.digits * 10 + u64::from(value);
                    } else {
                        number.more |= value > 0;
                        number.power += 1;
                    }
                }
                digit = true;
                continue;
            }
            if !digit {
                return None;
            }
            digit = false;
            part = match (byte, part) {
                (b'.', Part::Whole) => Part::Fraction,
                (b'e' | b'E', Part::Whole | Part::Fraction) => {
                    if let [sign @ (b'-' | b'+'), behind @ ..] = rest {
                        down = *sign == b'-';
                        rest = behind;
                    }
                    Part::Exponent
                }
                _ => return None,
            };
        }
        number.power += if down { -exponent } else { exponent };
        digit.then_some(number)
    }
}

/// The parts of a number, in their order.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Part {
    Whole,
    Fraction,
    Exponent,
}
