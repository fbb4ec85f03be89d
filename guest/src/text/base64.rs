//! Base64 (RFC 4648).

use crate::abi::{Bytes, Text};

/// A form of base64.
///
/// ```
/// use greentic_guest::Call;
/// use greentic_guest::text::Base64;
///
/// let call = Call::new();
/// let mut text = call.text();
/// for form in [Base64::STANDARD, Base64::URL, Base64::URL.unpadded()] {
///     text.push_base64(b"\xFB\xFF", form);
///     text.push(" ");
/// }
/// assert_eq!(text.finish(), "+/8= -_8= -_8 ");
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Base64 {
    /// The characters for 62 and 63.
    last: [u8; 2],
    padded: bool,
}

impl Base64 {
    /// With `+` and `/` (RFC 4648, section 4), filled up with `=` to a multiple
    /// of four characters.
    pub const STANDARD: Self = Self {
        last: *b"+/",
        padded: true,
    };
    /// With `-` and `_`, for URLs and names of files (section 5), filled up with
    /// `=`.
    pub const URL: Self = Self {
        last: *b"-_",
        padded: true,
    };

    /// Returns the same form without `=` at the end.
    #[must_use]
    pub const fn unpadded(self) -> Self {
        Self {
            padded: false,
            ..self
        }
    }
}

impl Text<'_> {
    /// Appends `bytes` in base64. Costs 308 bytes, and some for each further form.
    ///
    /// ```
    /// use greentic_guest::Call;
    /// use greentic_guest::text::Base64;
    ///
    /// let call = Call::new();
    /// let mut text = call.text();
    /// text.push_base64(b"hi", Base64::STANDARD);
    /// assert_eq!(text.finish(), "aGk=");
    /// ```
    pub fn push_base64(&mut self, bytes: &[u8], form: Base64) {
        let [plus, slash] = form.last;
        for group in bytes.chunks(3) {
            let mut bits = 0;
            for at in 0..3 {
                bits = bits << 8 | u32::from(group.get(at).copied().unwrap_or_default());
            }
            for at in 0..4 {
                bits <<= 6;
                let value = (bits >> 24 & 63) as u8;
                let letter = match value {
                    // Two characters for one byte, three for two.
                    _ if at > group.len() => b'=',
                    0..26 => value + b'A',
                    26..52 => value + (b'a' - 26),
                    52..62 => value - (52 - b'0'),
                    62 => plus,
                    _ => slash,
                };
                if form.padded || letter != b'=' {
                    self.push_char(char::from(letter));
                }
            }
        }
    }
}

impl Bytes<'_> {
    /// Appends the bytes that `text` stands for in base64. `None` where it is not
    /// exactly what [`Text::push_base64`] makes of them, also where bits behind
    /// the last byte are set; the bytes before that have been appended. Costs 270
    /// bytes.
    ///
    /// ```
    /// use greentic_guest::Call;
    /// use greentic_guest::text::Base64;
    ///
    /// let call = Call::new();
    /// let mut bytes = call.bytes();
    /// assert_eq!(bytes.push_base64("aGk=", Base64::STANDARD), Some(()));
    /// assert_eq!(bytes.finish(), b"hi");
    /// ```
    #[must_use]
    pub fn push_base64(&mut self, text: &str, form: Base64) -> Option<()> {
        let [plus, slash] = form.last;
        // Bits that wait for more, how many, and how many are due as `=`.
        let (mut bits, mut waiting, mut padding) = (0_u32, 0, 0);
        for letter in text.bytes() {
            let value = match letter {
                b'=' => {
                    padding += 2;
                    continue;
                }
                _ if padding > 0 => return None,
                b'A'..=b'Z' => letter - b'A',
                b'a'..=b'z' => letter - (b'a' - 26),
                b'0'..=b'9' => letter + (52 - b'0'),
                _ if letter == plus => 62,
                _ if letter == slash => 63,
                _ => return None,
            };
            bits = bits << 6 | u32::from(value);
            waiting += 6;
            if waiting >= 8 {
                waiting -= 8;
                self.push_byte(low(bits >> waiting));
                bits &= (1 << waiting) - 1;
            }
        }
        // One `=` for two bits that are no byte; six are a letter too many.
        let due = if form.padded { waiting } else { 0 };
        (bits == 0 && waiting < 6 && padding == due).then_some(())
    }
}

/// Returns the lowest byte.
#[allow(clippy::cast_possible_truncation, reason = "what it is for")]
const fn low(bits: u32) -> u8 {
    bits as u8
}
