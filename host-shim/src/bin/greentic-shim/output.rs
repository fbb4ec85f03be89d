//! Standard output and standard error.

use std::io::{self, IsTerminal, Write};

use serde::Serialize;

use crate::failure::Failure;

/// Writes to standard output. A reader that has gone away, `head` say, is no
/// failure.
pub(crate) fn text(text: &str) -> Result<(), Failure> {
    let mut stdout = io::stdout().lock();
    let result = stdout
        .write_all(text.as_bytes())
        .and_then(|()| stdout.flush());
    match result {
        Err(error) if error.kind() != io::ErrorKind::BrokenPipe => Err(Failure::Io {
            what: "cannot write the output".to_owned(),
            source: error,
        }),
        _ => Ok(()),
    }
}

/// Writes one JSON document and a line feed to standard output.
pub(crate) fn document(document: &impl Serialize) -> Result<(), Failure> {
    let mut json = serde_json::to_string(document).map_err(|error| Failure::Io {
        what: "cannot write the output".to_owned(),
        source: error.into(),
    })?;
    json.push('\n');
    text(&json)
}

/// Passes on what another process of this command has told people.
pub(crate) fn forward(told: &[u8]) {
    // Without standard error there is nobody to tell.
    let _ = io::stderr().lock().write_all(told);
}

/// Tells people on standard error that something failed.
pub(crate) fn error(message: &str) {
    tell("error:", "1;31", message);
}

/// Tells people on standard error what they may not have expected.
pub(crate) fn warning(message: &str) {
    tell("warning:", "1;33", message);
}

/// Tells people on standard error what the component has to say.
pub(crate) fn note(message: &str) {
    tell("note:", "1;36", message);
}

fn tell(label: &str, style: &str, message: &str) {
    let stderr = io::stderr();
    let label = paint(coloured(&stderr), style, label);
    // Without standard error there is nobody to tell.
    let _ = writeln!(stderr.lock(), "{label} {}", printable(message));
}

/// Whether colours are wanted there.
pub(crate) fn coloured(stream: &impl IsTerminal) -> bool {
    let refused = std::env::var_os("NO_COLOR").is_some_and(|value| !value.is_empty());
    stream.is_terminal() && !refused
}

/// The text in a style of ANSI terminals, if that is wanted.
pub(crate) fn paint(coloured: bool, style: &str, text: &str) -> String {
    if coloured {
        format!("\x1b[{style}m{text}\x1b[0m")
    } else {
        text.to_owned()
    }
}

/// The text without characters that steer a terminal: much of what we print
/// was chosen by whoever made the component.
pub(crate) fn printable(text: &str) -> String {
    let mut clean = String::with_capacity(text.len());
    for character in text.chars() {
        if character.is_control() && !matches!(character, '\n' | '\t') {
            clean.extend(character.escape_default());
        } else {
            clean.push(character);
        }
    }
    clean
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn styles_are_for_those_who_want_them() {
        assert_eq!(paint(false, "31", "text"), "text");
        assert_eq!(paint(true, "31", "text"), "\x1b[31mtext\x1b[0m");
    }

    #[test]
    fn control_characters_do_not_reach_the_terminal() {
        assert_eq!(printable("a\x1b[2Jb\r\u{9b}"), "a\\u{1b}[2Jb\\r\\u{9b}");
        assert_eq!(printable("two\n\tlines, ä"), "two\n\tlines, ä");
    }
}
