//! Words and letters.

use greentic_guest::text::slice;

/// The counts of a text.
#[derive(Default)]
pub(crate) struct Count<'a> {
    pub(crate) words: u32,
    pub(crate) letters: u32,
    /// The first of the words with the most letters; empty where there are none.
    pub(crate) longest: &'a str,
}

impl<'a> Count<'a> {
    /// Counts.
    pub(crate) fn of(text: &'a str) -> Self {
        let mut count = Self::default();
        let (mut start, mut letters, mut most) = (0, 0, 0);
        // A space behind the last word ends it like any other.
        for (at, byte) in text.bytes().chain([b' ']).enumerate() {
            if !matches!(byte, b' ' | b'\t' | b'\r' | b'\n') {
                // What follows the first byte of a character starts with the bits 10.
                letters += u32::from(byte >> 6 != 0b10);
                continue;
            }
            count.words += u32::from(letters > 0);
            count.letters += letters;
            if letters > most {
                most = letters;
                count.longest = slice(text, start, at);
            }
            (start, letters) = (at + 1, 0);
        }
        count
    }
}
