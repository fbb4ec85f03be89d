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
        let mut number = Self {
            minus: false,
            digits: 0,
            power: 0,
            more: false,
        };
        let (mut exponent, mut down) = (0, false);
        let mut state = START;
        let mut rest = text.as_bytes();
        while let [byte, behind @ ..] = rest {
            rest = behind;
            let (mark, value) = (byte.wrapping_sub(b'+'), byte.wrapping_sub(b'0'));
            let kind = if value <= 9 {
                u8::from(value > 0)
            } else if mark <= 3 {
                // `+`, a comma, `-` and `.`.
                mark + 2
            } else if *byte | 0x20 == b'e' {
                6
            } else {
                return None;
            };
            // `NONE` is no state, which shows at the next byte or at the end.
            state = STATES.get(state)? >> (kind * 4) & NONE;
            match state {
                // No text is so long that it could make up for more.
                EXPONENT if exponent < 1 << 40 => {
                    exponent = exponent * 10 + i64::from(value);
                }
                ZERO..=FRACTION => {
                    number.power -= i64::from(state == FRACTION);
                    // Ten times as much, and a digit, is a `u64` still.
                    if number.digits >> 60 == 0 {
                        number.digits = number.digits * 10 + u64::from(value);
                    } else {
                        number.more |= value > 0;
                        number.power += 1;
                        // The digits behind it lead to the same state: a step for
                        // each would take four times as long.
                        while let [byte @ b'0'..=b'9', behind @ ..] = rest {
                            rest = behind;
                            number.more |= *byte > b'0';
                            number.power += i64::from(state == WHOLE);
                        }
                    }
                }
                MINUS => number.minus = true,
                SIGN => down = *byte == b'-',
                _ => {}
            }
        }
        number.power += if down { -exponent } else { exponent };
        matches!(state, EXPONENT..=FRACTION).then_some(number)
    }
}

const START: usize = 0;
const MINUS: usize = 1;
const POINT: usize = 2;
const E: usize = 3;
const SIGN: usize = 4;
// From here on the text may end.
const EXPONENT: usize = 5;
const ZERO: usize = 6;
const WHOLE: usize = 7;
const FRACTION: usize = 8;
const NONE: usize = 15;

/// What follows each state: half a byte for each kind of character, the first
/// one lowest.
const STATES: [usize; 9] = [
    next([ZERO, WHOLE, NONE, NONE, MINUS, NONE, NONE]),
    next([ZERO, WHOLE, NONE, NONE, NONE, NONE, NONE]),
    next([FRACTION, FRACTION, NONE, NONE, NONE, NONE, NONE]),
    next([EXPONENT, EXPONENT, SIGN, NONE, SIGN, NONE, NONE]),
    next([EXPONENT, EXPONENT, NONE, NONE, NONE, NONE, NONE]),
    next([EXPONENT, EXPONENT, NONE, NONE, NONE, NONE, NONE]),
    next([NONE, NONE, NONE, NONE, NONE, POINT, E]),
    next([WHOLE, WHOLE, NONE, NONE, NONE, POINT, E]),
    next([FRACTION, FRACTION, NONE, NONE, NONE, NONE, E]),
];

const fn next(states: [usize; 7]) -> usize {
    let (mut row, mut kind) = (0, 7);
    while kind > 0 {
        kind -= 1;
        row = row << 4 | states[kind];
    }
    row
}
