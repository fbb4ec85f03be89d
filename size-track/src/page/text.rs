//! Texts of strangers on a page.

use std::fmt::Write as _;

use greentic_untrusted::on_one_line;
use serde::Serialize;

/// The number of letters that are kept of a name.
const LETTERS: usize = 240;

/// Returns a name on one line. The middle of a long name is left out.
pub(super) fn name(name: &str) -> String {
    // A name can have megabytes, so the part that is cut away is not looked at.
    let long = name.len() > 8 * LETTERS;
    let (head, tail) = if long {
        (
            &name[..name.floor_char_boundary(4 * LETTERS)],
            &name[name.ceil_char_boundary(name.len() - 4 * LETTERS)..],
        )
    } else {
        (name, "")
    };
    let (head, tail) = (on_one_line(head), on_one_line(tail));
    let letters: Vec<char> = head.chars().chain(tail.chars()).collect();
    if letters.len() <= LETTERS && !long {
        return letters.into_iter().collect();
    }
    let half = LETTERS / 2;
    let (first, last) = (&letters[..half], &letters[letters.len() - half..]);
    first.iter().chain(&['\u{2026}']).chain(last).collect()
}

/// Returns JSON without characters that end a script, open a tag or end a line.
pub(super) fn json(value: &impl Serialize) -> String {
    let plain = serde_json::to_string(value).expect("texts and numbers");
    let mut safe = String::with_capacity(plain.len());
    for letter in plain.chars() {
        match letter {
            '<' | '>' | '&' | '\u{2028}' | '\u{2029}' => {
                // Writing to a string does not fail.
                let _ = write!(safe, "\\u{:04x}", u32::from(letter));
            }
            _ => safe.push(letter),
        }
    }
    safe
}

/// Returns a text as the content of an element.
pub(super) fn html(text: &str) -> String {
    let mut safe = String::with_capacity(text.len());
    for letter in text.chars() {
        match letter {
            '<' => safe.push_str("&lt;"),
            '>' => safe.push_str("&gt;"),
            '&' => safe.push_str("&amp;"),
            '"' => safe.push_str("&quot;"),
            '\'' => safe.push_str("&#39;"),
            _ => safe.push(letter),
        }
    }
    safe
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn json_has_no_character_that_html_takes_for_its_own() {
        let hostile = "</script><!--&\u{2028}\u{2029}\"\\\n\u{0}";
        let safe = json(&hostile);
        assert!(
            !safe.contains(['<', '>', '&', '\u{2028}', '\u{2029}', '\n', '\0']),
            "{safe}"
        );
        assert_eq!(serde_json::from_str::<String>(&safe).unwrap(), hostile);
    }

    #[test]
    fn long_names_lose_their_middle_and_nothing_else() {
        assert_eq!(name("core::fmt::write"), "core::fmt::write");
        assert_eq!(name("a\u{202e}b\n"), "a\\u{202e}b\\n");
        for long in [
            "ä".repeat(241),
            "\u{202e}".repeat(100),
            format!("a{}z", "é".repeat(1_000_000)),
        ] {
            let short = name(&long);
            assert_eq!(short.chars().count(), LETTERS + 1, "{short}");
            assert!(short.contains('\u{2026}'));
        }
        assert_eq!(name(&"x".repeat(240)).len(), 240);
    }
}
