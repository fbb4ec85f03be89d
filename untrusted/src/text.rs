//! Texts of others on lines of our own.

use std::borrow::Cow;

/// Returns a text that comes from a component or a file with everything escaped
/// that could end a line, steer a terminal, turn the order of what is read around,
/// or not be seen. A program that prints such a text, or writes it into a log,
/// would let its author write lines in the program's name otherwise.
///
/// ```
/// use greentic_untrusted::on_one_line;
///
/// assert_eq!(on_one_line("no\nerror: disk full"), "no\\nerror: disk full");
/// assert_eq!(on_one_line("\u{1b}[2J"), "\\u{1b}[2J");
/// assert_eq!(on_one_line("größer"), "größer");
/// ```
pub fn on_one_line(text: &str) -> Cow<'_, str> {
    if !text.contains(is_odd) {
        return Cow::Borrowed(text);
    }
    let mut clean = String::with_capacity(text.len());
    for character in text.chars() {
        if is_odd(character) {
            clean.extend(character.escape_default());
        } else {
            clean.push(character);
        }
    }
    Cow::Owned(clean)
}

/// Control characters, the separators of lines and paragraphs, what changes the
/// direction of reading, and what has no width.
fn is_odd(character: char) -> bool {
    character.is_control()
        || matches!(
            character,
            '\u{61c}'
                | '\u{200b}'..='\u{200f}'
                | '\u{2028}'..='\u{202e}'
                | '\u{2060}'..='\u{206f}'
                | '\u{feff}'
        )
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn every_way_to_end_a_line_is_escaped() {
        for (text, clean) in [
            ("a\nb", "a\\nb"),
            ("a\rb", "a\\rb"),
            ("a\tb", "a\\tb"),
            ("a\0b", "a\\u{0}b"),
            ("a\u{b}\u{c}b", "a\\u{b}\\u{c}b"),
            ("a\u{7f}b", "a\\u{7f}b"),
            ("a\u{85}b", "a\\u{85}b"),
            ("a\u{9b}2Jb", "a\\u{9b}2Jb"),
            ("a\u{2028}\u{2029}b", "a\\u{2028}\\u{2029}b"),
            ("a\u{202e}b\u{2066}", "a\\u{202e}b\\u{2066}"),
        ] {
            assert_eq!(on_one_line(text), clean);
        }
    }

    proptest! {
        #[test]
        fn what_is_clean_stays_as_it_is(text in any::<String>()) {
            let clean = on_one_line(&text);
            prop_assert!(!clean.contains(is_odd));
            prop_assert_eq!(on_one_line(&clean), clean.as_ref());
            if !text.contains(is_odd) {
                prop_assert_eq!(&*clean, &*text);
            }
        }
    }
}
