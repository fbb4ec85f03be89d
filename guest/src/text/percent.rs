//! Percent-encoding (RFC 3986, section 2.1).

use super::hex::{digit, value};
use crate::abi::{Bytes, Text};

impl Text<'_> {
    /// Appends `text` for a place in a URL: its UTF-8 bytes as `%` and two
    /// hexadecimal digits, but for ASCII letters, digits, `-`, `.`, `_`, `~` and
    /// the ASCII characters in `keep`.
    ///
    /// `keep` is the characters that have a meaning at that place and are to keep it: it is
    /// empty for a segment of a path or for a value of a query, where none has, and `"/"`
    /// for a path of several segments. A character in it that is not ASCII is encoded all
    /// the same. Costs 271 bytes.
    ///
    /// ```
    /// let call = greentic_guest::Call::new();
    /// let mut url = call.text();
    /// url.push("https://example.com/");
    /// url.push_percent("a b/c", "/");
    /// url.push("?q=");
    /// url.push_percent("a b/c&d", "");
    /// assert_eq!(url.finish(), "https://example.com/a%20b/c?q=a%20b%2Fc%26d");
    /// ```
    pub fn push_percent(&mut self, text: &str, keep: &str) {
        for byte in text.bytes() {
            let letter = char::from(byte);
            // Not `contains`, which brings `memchr` along.
            let kept = "-._~".bytes().chain(keep.bytes()).any(|kept| kept == byte);
            let plain = letter.is_ascii_alphanumeric() || kept && byte.is_ascii();
            if plain {
                self.push_char(letter);
            } else {
                self.push_char('%');
                self.push_char(digit(byte >> 4, b'A'));
                self.push_char(digit(byte & 15, b'A'));
            }
        }
    }
}

impl Bytes<'_> {
    /// Appends the bytes that `text` stands for: what follows each `%` as two
    /// hexadecimal digits, all else as it is, `+` too. `None` where a `%` has no
    /// two digits; the bytes before that have been appended. Costs 227 bytes.
    ///
    /// [`from_utf8`](crate::abi::from_utf8) makes text of them, where they are
    /// text.
    ///
    /// ```
    /// use greentic_guest::Call;
    ///
    /// let call = Call::new();
    /// let mut bytes = call.bytes();
    /// assert_eq!(bytes.push_percent("a%20b"), Some(()));
    /// assert_eq!(bytes.finish(), b"a b");
    /// ```
    #[must_use]
    pub fn push_percent(&mut self, text: &str) -> Option<()> {
        let mut rest = text.as_bytes();
        while let [byte, behind @ ..] = rest {
            let mut byte = *byte;
            rest = behind;
            if byte == b'%' {
                let [high, low, behind @ ..] = rest else {
                    return None;
                };
                byte = value(*high)? << 4 | value(*low)?;
                rest = behind;
            }
            self.push_byte(byte);
        }
        Some(())
    }
}
