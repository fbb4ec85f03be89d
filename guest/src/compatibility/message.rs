//! The messages of the compiler.

/// Panics with the parts one behind the other, of `component!`.
#[track_caller]
pub(super) const fn say(parts: &[&str]) -> ! {
    say_of("component!: ", parts)
}

/// Panics with the start and the parts one behind the other: a constant can format
/// nothing but one text.
#[track_caller]
pub(crate) const fn say_of(start: &str, parts: &[&str]) -> ! {
    let mut text = [0; 512];
    let start = start.as_bytes();
    let mut len = 0;
    while len < start.len() && len < text.len() {
        text[len] = start[len];
        len += 1;
    }
    let mut part = 0;
    while part < parts.len() {
        let bytes = parts[part].as_bytes();
        let mut at = 0;
        while at < bytes.len() && len < text.len() {
            text[len] = bytes[at];
            len += 1;
            at += 1;
        }
        part += 1;
    }
    match core::str::from_utf8(text.split_at(len).0) {
        Ok(text) => panic!("{}", text),
        // Cut off within a character.
        Err(_) => panic!("what is said here cannot be in one component"),
    }
}

#[cfg(test)]
mod tests {
    extern crate std;

    use std::borrow::ToOwned;

    use super::super::refusal::{IMPORT, interface, refusal};

    /// Names have no limit, the message has: it is cut, or where that is within
    /// a character says less.
    #[test]
    #[cfg_attr(miri, ignore = "leaks its names, which live as long as constants")]
    fn a_long_name_is_cut() {
        for start in ["", "x"] {
            let long = start.to_owned() + &"ä".repeat(600);
            let long = interface(std::boxed::Box::leak(long.into_boxed_str()));
            let text = refusal(&[(IMPORT, &long), (IMPORT, &long)]).expect("a refusal");
            assert!((20..600).contains(&text.len()), "{text}");
        }
    }
}
