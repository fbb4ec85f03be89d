//! Comparison of a number in text with one in binary, to the last digit.

/// A word has nine decimal digits.
const BASE: u64 = 1_000_000_000;

/// So many factors at once are less than `BASE^3`.
const STEP: u32 = 38;

/// The steps to the smallest exponent there is, -1,075, and past it.
const STEPS: u32 = 29;

/// A number of 54 bits, times `2^37` at most, takes four words, and each step
/// three more.
const WORDS: usize = 5 + 3 * STEPS as usize;

/// Returns whether the number that `text` writes is more than `number *
/// 2^exponent`; `equal` where it is just that.
///
/// They are close: where the first digits differ, the second number is the larger
/// one.
#[inline(never)]
pub(super) fn is_more(text: &str, number: u64, exponent: i32, equal: bool) -> bool {
    let mut words = [0_u32; WORDS];
    words[0] = low(number % BASE);
    words[1] = low(number / BASE);
    // The exponent as whole steps, down or up, and what is left of it, up.
    let above = (exponent + (STEP * STEPS).cast_signed()).cast_unsigned();
    let steps = above / STEP;
    // Five where the number is to be divided: a half is five tenths, and where
    // the point is does not matter.
    let (mut steps, many) = if exponent < 0 {
        (STEPS.wrapping_sub(steps), const { split(5_u128.pow(STEP)) })
    } else {
        (steps.wrapping_sub(STEPS), const { split(2_u128.pow(STEP)) })
    };
    let left = 1 << (above % STEP);
    let mut factor = [left % BASE, left / BASE, 0];
    let mut len = 5;
    loop {
        let [first, second, third] = factor;
        let (mut one, mut two, mut carry) = (0, 0, 0);
        for word in words.get_mut(..len).unwrap_or_default() {
            let this = u64::from(*word);
            // Less than 3 * 10^18, and the carry.
            carry += this * first + one * second + two * third;
            *word = low(carry % BASE);
            carry /= BASE;
            (one, two) = (this, one);
        }
        if steps == 0 {
            break;
        }
        steps -= 1;
        len += 3;
        factor = many;
    }

    let mut words = words.iter().rev();
    let (mut word, mut behind) = (0, 0);
    let mut begun = false;
    for byte in text.bytes() {
        let digit = byte.wrapping_sub(b'0');
        if digit > 9 || digit == 0 && !begun {
            if byte | 0x20 == b'e' {
                break;
            }
            continue;
        }
        // The next digit, the first one that is not 0.
        let due = loop {
            if behind == 0 {
                behind = 9;
                word = words.next().copied().unwrap_or_default();
            }
            behind -= 1;
            let digit = word / 100_000_000;
            word = word % 100_000_000 * 10;
            if begun || digit > 0 {
                break digit;
            }
        };
        let digit = u32::from(digit);
        if digit != due {
            // First digits may be 9 and 1, too.
            return begun && digit > due;
        }
        begun = true;
    }
    equal && word == 0 && words.all(|word| *word == 0)
}

/// Returns the words of a number.
#[allow(clippy::cast_possible_truncation, reason = "each is less than `BASE`")]
const fn split(number: u128) -> [u64; 3] {
    let base = BASE as u128;
    [
        (number % base) as u64,
        (number / base % base) as u64,
        (number / base / base) as u64,
    ]
}

/// Returns what is less than a word.
#[allow(clippy::cast_possible_truncation, reason = "what it is for")]
const fn low(number: u64) -> u32 {
    number as u32
}
