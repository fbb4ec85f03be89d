//! Numbers as they are written in JSON.

/// The value of a number: `digits * 10^power`, and less than one digit more where
/// `more` is set.
pub(super) struct Literal<'t> {
    pub(super) minus: bool,
    /// The first 19 digits, or 20 where they fit; leading zeros are none.
    pub(super) digits: u64,
    pub(super) power: i64,
    /// Not 0 where a digit behind `digits` is not 0. Where there are no `digits` it
    /// says nothing.
    pub(super) more: u64,
    /// The text behind `digits`, up to its end.
    pub(super) behind: &'t [u8],
}

impl<'t> Literal<'t> {
    /// Reads a number in the grammar of RFC 8259, section 6.
    #[inline(never)]
    pub(super) fn read(text: &'t str) -> Option<Self> {
        let minus = text.starts_with('-');
        let (mut digits, mut behind, mut more) = (0_u64, &[][..], 0);
        // How much text is left where the whole part ends: 0 at the end of the text.
        let mut point = 0;
        let (mut exponent, mut down) = (0_i64, false);
        let mut state = START;
        let mut rest = text.as_bytes();
        while let [byte, others @ ..] = rest {
            rest = others;
            let letter = u32::from(*byte);
            let mark = letter.wrapping_sub(u32::from(b'+'));
            let value = letter.wrapping_sub(u32::from(b'0'));
            let kind = if mark <= 14 {
                // `+`, a comma, `-`, `.`, `/`, `0`, and all other digits.
                mark.min(6)
            } else if letter | 0x20 == u32::from(b'e') {
                7
            } else {
                return None;
            };
            // `NONE` is no state, which shows at the next byte or at the end.
            state = STATES.get(state as usize)? >> (kind * 4) & NONE;
            let (mut zeros, mut run) = (0, false);
            match state {
                POINT | E if point == 0 => point = rest.len() + 1,
                SIGN => down = mark == 2,
                // No text is so long that it could make up for more.
                EXPONENT if exponent < 1 << 40 => exponent = exponent * 10 + i64::from(value),
                // Ten times as much, and a digit, is a `u64` still.
                ZERO..=FRACTION if digits >> 60 == 0 => {
                    digits = digits * 10 + u64::from(value);
                    behind = rest;
                    run = digits == 0 && state == FRACTION;
                    zeros = !0;
                }
                EXPONENT..=FRACTION => {
                    more |= u64::from(value);
                    run = true;
                }
                _ => {}
            }
            // Digits that count no more, or zeros that do not count yet, lead to the
            // same state. Eight at a time take as long as one by the way above.
            while run
                && let Some((eight, others)) = rest.split_first_chunk()
                // A byte each.
                && let eight = u64::from_le_bytes(*eight) ^ 0x3030_3030_3030_3030
                && let tens = eight.wrapping_add(0x0606_0606_0606_0606)
                && (tens | eight) & 0xF0F0_F0F0_F0F0_F0F0 | eight & zeros == 0
            {
                more |= eight;
                rest = others;
            }
        }
        // The first digits end in front of the point or behind it, which is a
        // character, too.
        let left = behind.len();
        let power = left.wrapping_sub(point) + usize::from(left < point);
        let power = i64::try_from(power.cast_signed()).unwrap_or_default();
        matches!(state, EXPONENT..=FRACTION).then_some(Self {
            minus,
            digits,
            power: power + if down { -exponent } else { exponent },
            more,
            behind,
        })
    }
}

const START: u32 = 0;
const MINUS: u32 = 1;
const POINT: u32 = 2;
const E: u32 = 3;
const SIGN: u32 = 4;
// From here on the text may end.
const EXPONENT: u32 = 5;
const ZERO: u32 = 6;
const WHOLE: u32 = 7;
const FRACTION: u32 = 8;
const NONE: u32 = 15;

/// The next state for each state: half a byte for each kind of character, the first
/// one lowest.
const STATES: [u32; 9] = [
    next([NONE, NONE, MINUS, NONE, NONE, ZERO, WHOLE, NONE]),
    next([NONE, NONE, NONE, NONE, NONE, ZERO, WHOLE, NONE]),
    next([NONE, NONE, NONE, NONE, NONE, FRACTION, FRACTION, NONE]),
    next([SIGN, NONE, SIGN, NONE, NONE, EXPONENT, EXPONENT, NONE]),
    next([NONE, NONE, NONE, NONE, NONE, EXPONENT, EXPONENT, NONE]),
    next([NONE, NONE, NONE, NONE, NONE, EXPONENT, EXPONENT, NONE]),
    next([NONE, NONE, NONE, POINT, NONE, NONE, NONE, E]),
    next([NONE, NONE, NONE, POINT, NONE, WHOLE, WHOLE, E]),
    next([NONE, NONE, NONE, NONE, NONE, FRACTION, FRACTION, E]),
];

const fn next(states: [u32; 8]) -> u32 {
    let (mut row, mut kind) = (0, 8);
    while kind > 0 {
        kind -= 1;
        row = row << 4 | states[kind];
    }
    row
}
