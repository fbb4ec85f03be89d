//! Names and messages as they are shown to people.

use std::borrow::Cow;

/// Escapes what could act on a terminal or forge a line: control characters, line
/// feeds among them, and characters that turn the direction of writing. All other
/// text comes back as it is.
///
/// ```
/// use greentic_shrink::escape::escaped;
///
/// assert_eq!(escaped("app.wasm"), "app.wasm");
/// assert_eq!(escaped("\u{1b}[2J\n"), "\\u{1b}[2J\\n");
/// ```
pub fn escaped(text: &str) -> Cow<'_, str> {
    if !text.contains(acts) {
        return Cow::Borrowed(text);
    }
    let mut shown = String::with_capacity(text.len());
    for character in text.chars() {
        match character {
            '\n' => shown.push_str("\\n"),
            '\r' => shown.push_str("\\r"),
            '\t' => shown.push_str("\\t"),
            _ if acts(character) => shown.extend(character.escape_unicode()),
            _ => shown.push(character),
        }
    }
    Cow::Owned(shown)
}

/// Whether a character does something else than stand there.
fn acts(character: char) -> bool {
    character.is_control()
        || matches!(
            character,
            '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2060}'..='\u{206f}' | '\u{feff}'
        )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_acts_is_escaped_and_nothing_else() {
        for plain in ["", "Grüße 🌍", "a\\b \"c\"", "漢字"] {
            assert_eq!(escaped(plain), plain);
        }
        for (text, shown) in [
            ("a\nb\r\tc", "a\\nb\\r\\tc"),
            ("\u{7}\u{9b}31m", "\\u{7}\\u{9b}31m"),
            ("x\u{202e}y\u{2028}", "x\\u{202e}y\\u{2028}"),
        ] {
            assert_eq!(escaped(text), shown);
        }
    }
}
