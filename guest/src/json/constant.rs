//! JSON that is known when the component is compiled.

use super::checker::Checker;

/// Returns `text`, which is checked to be one JSON value and stripped of the
/// space around it: schemas and manifests that are constants.
///
/// It costs no code where it makes a constant, and a text that is not JSON does
/// not compile: the compiler then says at which line, column and byte of the text it is
/// none, and what stands there.
///
/// ```
/// use greentic_guest::json;
///
/// const SCHEMA: &str = json::constant(r#"{"type":"object"}"#);
/// # assert_eq!(SCHEMA, r#"{"type":"object"}"#);
/// ```
///
/// ```compile_fail
/// const SCHEMA: &str = greentic_guest::json::constant(r#"{"type":"object"]"#);
/// ```
///
/// # Panics
///
/// When it is not JSON. Call it in constants only.
pub const fn constant(text: &str) -> &str {
    if let Some(at) = Checker::fault(text) {
        refuse(text, at);
    }
    // Nothing but ASCII space stands around the value.
    text.trim_ascii()
}

/// Tells the compiler's user where a text is no JSON.
#[allow(clippy::panic, reason = "it is the compiler that panics")]
#[cold]
const fn refuse(text: &str, at: usize) -> ! {
    let mut message = Message::new();
    message.push(b"json::constant: line ");
    let (line, column) = place(text.as_bytes(), at);
    message.number(line);
    message.push(b", column ");
    message.number(column);
    message.push(b" (byte ");
    message.number(at);
    message.push(b"): the text is not JSON ");
    let (_, rest) = text.as_bytes().split_at(at);
    if rest.is_empty() {
        message.push(b"yet, and ends here");
    } else {
        message.push(b"from `");
        message.line(rest);
        message.push(b"` on");
    }
    core::panic!("{}", message.text())
}

/// Returns the line and the column of a byte, the first ones being 1; columns are bytes.
const fn place(bytes: &[u8], at: usize) -> (usize, usize) {
    let (before, _) = bytes.split_at(at);
    let (mut line, mut column) = (1, 1);
    let mut rest = before;
    while let [byte, behind @ ..] = rest {
        column += 1;
        if *byte == b'\n' {
            (line, column) = (line + 1, 1);
        }
        rest = behind;
    }
    (line, column)
}

/// A text that is made in the compiler.
struct Message {
    bytes: [u8; 160],
    len: usize,
}

impl Message {
    /// The number of bytes of the text that are shown.
    const SHOWN: usize = 24;

    const fn new() -> Self {
        Self {
            bytes: [0; 160],
            len: 0,
        }
    }

    const fn push(&mut self, mut bytes: &[u8]) {
        while let [byte, rest @ ..] = bytes {
            let (_, free) = self.bytes.split_at_mut(self.len);
            if let [place, ..] = free {
                *place = *byte;
                self.len += 1;
            }
            bytes = rest;
        }
    }

    #[allow(clippy::cast_possible_truncation, reason = "a digit")]
    const fn number(&mut self, number: usize) {
        if number > 9 {
            self.number(number / 10);
        }
        self.push(&[b'0' + (number % 10) as u8]);
    }

    /// Appends the beginning of what is left of a line, in whole characters.
    const fn line(&mut self, bytes: &[u8]) {
        let mut end = 0;
        let mut rest = bytes;
        while let [byte, behind @ ..] = rest {
            let begins = *byte & 0xC0 != 0x80;
            if begins && end > 0 && (end >= Self::SHOWN || *byte == b'\n' || *byte == b'\r') {
                break;
            }
            end += 1;
            rest = behind;
        }
        let (shown, rest) = bytes.split_at(end);
        self.push(shown);
        if !matches!(rest, [] | [b'\n' | b'\r', ..]) {
            self.push(b"..");
        }
    }

    const fn text(&self) -> &str {
        let (text, _) = self.bytes.split_at(self.len);
        match core::str::from_utf8(text) {
            Ok(text) => text,
            // A fault in the middle of a character, which no reader finds.
            Err(_) => "json::constant: the text is not JSON",
        }
    }
}

/// Returns whether `name` stands for itself between quotation marks.
#[doc(hidden)]
pub const fn is_plain(name: &str) -> bool {
    Checker::is_plain(name)
}

#[cfg(test)]
mod tests {
    use std::panic::catch_unwind;
    use std::string::String;

    use super::*;

    /// Returns the compiler's message for a text.
    fn said(text: &'static str) -> String {
        let said = catch_unwind(|| constant(text)).unwrap_err();
        said.downcast_ref::<String>().cloned().unwrap_or_default()
    }

    #[test]
    fn a_fault_is_told_with_its_place_and_what_stands_there() {
        for (text, expected) in [
            (
                "{\"a\":1]",
                "json::constant: line 1, column 7 (byte 6): the text is not JSON from `]` on",
            ),
            (
                "{\n  \"a\": 1\n  \"b\": \"a rather long text that goes on\"\n}",
                "json::constant: line 3, column 3 (byte 13): the text is not JSON from \
                 `\"b\": \"a rather long text..` on",
            ),
            (
                "[1,",
                "json::constant: line 1, column 4 (byte 3): the text is not JSON yet, and ends here",
            ),
            (
                "",
                "json::constant: line 1, column 1 (byte 0): the text is not JSON yet, and ends here",
            ),
        ] {
            assert_eq!(said(text), expected);
        }
        // Characters stay whole.
        let long = said("öööööööööööööööö");
        assert!(long.ends_with("`öööööööööööö..` on"), "{long}");
    }
}
