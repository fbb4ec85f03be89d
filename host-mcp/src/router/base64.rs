//! Bytes as text.

/// Returns whether the text is base64 with padding, as the protocol wants bytes.
pub(crate) fn is_valid(text: &str) -> bool {
    let digits = text.trim_end_matches('=');
    let padding = text.len() - digits.len();
    padding <= 2
        && text.len().is_multiple_of(4)
        && digits
            .bytes()
            .all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'+' | b'/'))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn base64_is_told_from_text() {
        for valid in ["", "AA==", "AAA=", "AAAA", "+/09", "TWFu"] {
            assert!(is_valid(valid), "{valid}");
        }
        for text in [
            "A",
            "AA",
            "AAA",
            "A===",
            "====",
            "AA=A",
            "A-_A",
            "hello world!",
            "ä",
        ] {
            assert!(!is_valid(text), "{text}");
        }
    }
}
