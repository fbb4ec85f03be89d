//! Names of functions, as their author wrote them.

use std::fmt::{self, Write};

/// Names of compilers, with all type parameters, are shorter. A component chooses them: one
/// of megabytes may stand in every frame, and a short one may stand for megabytes.
const MOST: usize = 1000;

/// Returns the beginning of a name, without what a compiler put into it to make it unique.
pub(crate) fn demangled(name: &str) -> String {
    let mut text = Cut(String::new());
    let cut = &name[..name.floor_char_boundary(2 * MOST)];
    // Stops where there is no more room.
    let result = match rustc_demangle::try_demangle(cut) {
        Ok(demangled) => write!(text, "{demangled:#}"),
        Err(_) => text.write_str(cut),
    };
    let mut text = text.0;
    if result.is_err() || cut.len() < name.len() {
        text.push('…');
    }
    text
}

struct Cut(String);

impl Write for Cut {
    fn write_str(&mut self, part: &str) -> fmt::Result {
        let room = MOST.saturating_sub(self.0.len());
        let end = part.floor_char_boundary(room);
        self.0.push_str(&part[..end]);
        if end < part.len() {
            return Err(fmt::Error);
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_as_they_were_written() {
        for (name, written) in [
            ("_ZN4core3fmt5write17h0123456789abcdefE", "core::fmt::write"),
            ("_RNvC7mycrate4main", "mycrate::main"),
            ("_R", "_R"),
            ("main", "main"),
            ("", ""),
            ("größe", "größe"),
        ] {
            assert_eq!(demangled(name), written);
        }
    }

    #[test]
    fn no_name_becomes_longer_than_there_is_room_for() {
        // Tuples of tuples, each by reference to the one before: 2^n names.
        let mut doubling = String::from("_RINvC1a1bTuuE");
        let mut last = "8".to_owned();
        for _ in 0..60 {
            let at = doubling.len() - "_R".len();
            doubling.extend(["TB", &last, "_B", &last, "_E"]);
            last = base_62(at);
        }
        doubling.push('E');
        // Without a limit of ours it would be longer.
        let whole = format!("{:#}", rustc_demangle::demangle(&doubling));
        assert!(whole.len() > 10 * MOST, "{}", whole.len());
        for name in ["a".repeat(3_000_000), "ä".repeat(3_000_000), doubling] {
            let shown = demangled(&name);
            assert!(shown.len() < MOST + 10, "{}", shown.len());
        }
    }

    /// A number as references in names are written.
    fn base_62(number: usize) -> String {
        const DIGITS: &[u8] = b"0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ";
        let (mut digits, mut rest) = (Vec::new(), number - 1);
        loop {
            digits.insert(0, DIGITS[rest % 62]);
            rest /= 62;
            if rest == 0 {
                return String::from_utf8(digits).unwrap();
            }
        }
    }
}
