//! The values where code that is not quite right goes wrong.

use crate::roundtrip::shape::Integer;

/// Single floats: both zeros, what is not a number, the extremes, the smallest
/// of both kinds, and one with no short binary form.
pub const FLOATS32: [f32; 11] = [
    0.0,
    -0.0,
    f32::NAN,
    f32::INFINITY,
    f32::NEG_INFINITY,
    f32::MAX,
    f32::MIN,
    f32::MIN_POSITIVE,
    f32::from_bits(1),
    0.1,
    -1.0,
];

/// Double floats: as [`FLOATS32`], and one that no single float is.
pub const FLOATS64: [f64; 12] = [
    0.0,
    -0.0,
    f64::NAN,
    f64::INFINITY,
    f64::NEG_INFINITY,
    f64::MAX,
    f64::MIN,
    f64::MIN_POSITIVE,
    f64::from_bits(1),
    0.1,
    -1.0,
    9_007_199_254_740_993.0,
];

/// Characters: the first and the last of each length in UTF-8, and those around
/// the surrogates, which are no characters.
pub const CHARS: [char; 11] = [
    '\0',
    '\u{7f}',
    '\u{80}',
    '\u{7ff}',
    '\u{800}',
    '\u{d7ff}',
    '\u{e000}',
    '\u{feff}',
    '\u{ffff}',
    '\u{10000}',
    '\u{10ffff}',
];

/// Pieces of text: each length in UTF-8, characters that combine, and those
/// that other encodings give a meaning to.
pub const PIECES: [&str; 10] = [
    "plain ",
    "\0",
    "é",
    "e\u{301}",
    "世界",
    "\u{feff}",
    "\u{d7ff}\u{e000}",
    "🌍",
    "👩\u{200d}👩\u{200d}👧",
    "\u{10ffff}",
];

/// A class of numbers.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Number {
    /// This one.
    Is(i128),
    /// Any that the type has.
    Any,
}

/// The classes of a type of whole numbers: its extremes, those around zero or
/// where the sign would be, and all.
pub fn integers(integer: Integer) -> [Number; 5] {
    use Number::{Any, Is};
    match integer.range() {
        (0, most) => [Is(0), Is(1), Is(most / 2 + 1), Is(most), Any],
        (least, most) => [Is(least), Is(-1), Is(0), Is(most), Any],
    }
}
