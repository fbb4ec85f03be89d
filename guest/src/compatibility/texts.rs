//! Texts, compared and searched in constants.

pub(super) const fn find(text: &str, byte: u8, from: usize) -> Option<usize> {
    let mut at = from;
    while at < text.len() {
        if text.as_bytes()[at] == byte {
            return Some(at);
        }
        at += 1;
    }
    None
}

pub(crate) const fn same(a: &str, b: &str) -> bool {
    let (a, b) = (a.as_bytes(), b.as_bytes());
    if a.len() != b.len() {
        return false;
    }
    let mut at = 0;
    while at < a.len() && a[at] == b[at] {
        at += 1;
    }
    at == a.len()
}

/// The first text that both have.
pub(super) const fn common(a: &[&'static str], b: &[&str]) -> Option<&'static str> {
    let mut at = 0;
    while at < a.len() {
        if contains(b, a[at]) {
            return Some(a[at]);
        }
        at += 1;
    }
    None
}

pub(super) const fn contains(texts: &[&str], text: &str) -> bool {
    let mut at = 0;
    while at < texts.len() {
        if same(texts[at], text) {
            return true;
        }
        at += 1;
    }
    false
}

/// Returns `true` for the same texts in the same order.
pub(super) const fn equal(a: &[&str], b: &[&str]) -> bool {
    if a.len() != b.len() {
        return false;
    }
    let mut at = 0;
    while at < a.len() && same(a[at], b[at]) {
        at += 1;
    }
    at == a.len()
}
