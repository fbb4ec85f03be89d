//! Standard output and standard error.

use std::io::{self, Write};
use std::process::ExitCode;

use greentic_untrusted::on_one_line;
use serde::Serialize;

use crate::failure::Failure;
use crate::style::{self, Tone, paint};

/// The version of the JSON documents of all commands. It goes up when a field goes
/// or changes its meaning.
pub const SCHEMA_VERSION: u32 = 1;

/// Writes to standard output. A reader that has gone away, `head` say, is no
/// failure.
///
/// # Errors
///
/// Standard output cannot be written to.
pub fn text(text: &str) -> Result<(), Failure> {
    bytes(text.as_bytes())
}

/// Writes bytes to standard output, as [`text()`] does.
///
/// # Errors
///
/// Standard output cannot be written to.
pub fn bytes(bytes: &[u8]) -> Result<(), Failure> {
    let mut stdout = io::stdout().lock();
    match stdout.write_all(bytes).and_then(|()| stdout.flush()) {
        Err(error) if error.kind() != io::ErrorKind::BrokenPipe => Err(Failure::system(format!(
            "cannot write to standard output: {error}"
        ))),
        _ => Ok(()),
    }
}

/// The beginning of every JSON document.
#[derive(Serialize)]
struct Document<'a, T> {
    schema_version: u32,
    #[serde(flatten)]
    content: &'a T,
}

/// Returns a JSON document, which must be an object, with the version of its schema
/// and a line feed at its end.
///
/// # Panics
///
/// When the content is no object, or holds maps with keys that are no texts.
pub fn to_json(content: &impl Serialize) -> String {
    pretty(&Document {
        schema_version: SCHEMA_VERSION,
        content,
    })
}

/// Returns a JSON document that has the version of its schema itself, with a line feed at
/// its end.
///
/// # Panics
///
/// When the content holds maps with keys that are no texts.
pub fn pretty(content: &impl Serialize) -> String {
    let mut json = serde_json::to_string_pretty(content).expect("JSON");
    json.push('\n');
    json
}

/// Writes one JSON document to standard output, see [`to_json`].
///
/// # Errors
///
/// Standard output cannot be written to.
pub fn document(content: &impl Serialize) -> Result<(), Failure> {
    text(&to_json(content))
}

/// Ends a command whose line clap could not make sense of, or that was asked for its
/// help or version.
pub fn not_parsed(error: &clap::Error) -> ExitCode {
    let rendered = error.render();
    if error.use_stderr() {
        let message = if style::on_stderr() {
            rendered.ansi().to_string()
        } else {
            rendered.to_string()
        };
        // Without standard error there is nobody to tell.
        let _ = io::stderr().lock().write_all(message.as_bytes());
        return crate::Exit::Usage.code();
    }
    let message = if style::on_stdout() {
        rendered.ansi().to_string()
    } else {
        rendered.to_string()
    };
    match text(&message) {
        Ok(()) => ExitCode::SUCCESS,
        Err(failure) => failure.report(false),
    }
}

/// Passes on what another process of a command has told people.
pub fn forward(told: &[u8]) {
    // Without standard error there is nobody to tell.
    let _ = io::stderr().lock().write_all(told);
}

/// Tells people on standard error that something failed.
pub fn error(message: &str) {
    tell("error:", Tone::Bad, message);
}

/// Tells people on standard error what they may not have expected.
pub fn warning(message: &str) {
    tell("warning:", Tone::Warning, message);
}

/// Tells people on standard error what they may want to know.
pub fn note(message: &str) {
    tell("note:", Tone::Note, message);
}

fn tell(label: &str, tone: Tone, message: &str) {
    let label = paint(style::on_stderr(), tone, label);
    // Without standard error there is nobody to tell.
    let _ = writeln!(io::stderr().lock(), "{label} {}", indented(message));
}

/// The lines of a text, all but the first indented: what a component says cannot
/// pass for a message of the command, which begins a line.
fn indented(text: &str) -> String {
    let mut lines = text.split('\n').map(|line| on_one_line(line.trim_end()));
    let mut clean = lines.next().unwrap_or_default().into_owned();
    for line in lines {
        clean.push_str("\n  ");
        clean.push_str(line.trim_start());
    }
    clean
}

/// Returns the text without characters that steer a terminal: much of what is
/// printed was chosen by whoever made the component. It may have several lines;
/// where a line is one thing, it takes [`on_one_line`].
pub fn printable(text: &str) -> String {
    let mut clean = String::with_capacity(text.len());
    for part in text.split_inclusive(['\n', '\t']) {
        let end = part.len() - usize::from(part.ends_with(['\n', '\t']));
        clean.push_str(&on_one_line(&part[..end]));
        clean.push_str(&part[end..]);
    }
    clean
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_document_begins_with_the_version_of_its_schema() {
        let json = to_json(&serde_json::json!({ "a": 1 }));
        assert_eq!(json, "{\n  \"schema_version\": 1,\n  \"a\": 1\n}\n");
    }

    #[test]
    fn control_characters_do_not_reach_the_terminal() {
        assert_eq!(printable("a\x1b[2Jb\r\u{9b}"), "a\\u{1b}[2Jb\\r\\u{9b}");
        assert_eq!(printable("two\n\tlines, ä"), "two\n\tlines, ä");
    }

    #[test]
    fn nothing_that_is_said_begins_a_line_but_our_own_words() {
        assert_eq!(indented("one"), "one");
        assert_eq!(
            indented("it said: a\nerror: b\n"),
            "it said: a\n  error: b\n  "
        );
        assert_eq!(indented("a\r\n\u{2028}error: b"), "a\n  \\u{2028}error: b");
        assert_eq!(indented("trap\n  in f\n  in g"), "trap\n  in f\n  in g");
    }
}
