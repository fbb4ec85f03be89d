//! Standard output and standard error.

use std::collections::BTreeSet;
use std::io::{self, IsTerminal, Write};
use std::process::ExitCode;
use std::sync::{Mutex, PoisonError};

use greentic_host_shim::{Exposure, on_one_line};
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

/// Writes what clap has to say of the command line to standard output.
pub(crate) fn help(help: &clap::Error) -> ExitCode {
    let help = help.render();
    let result = if coloured(&io::stdout()) {
        text(&help.ansi().to_string())
    } else {
        text(&help.to_string())
    };
    match result {
        Ok(()) => ExitCode::SUCCESS,
        Err(failure) => failure.report(false),
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

/// Tells people that others can get at a file that should be private, once.
pub(crate) fn exposed(what: &str, exposure: Option<&Exposure>) {
    static TOLD: Mutex<BTreeSet<String>> = Mutex::new(BTreeSet::new());

    let Some(exposure) = exposure else {
        return;
    };
    let message = format!("{what} {exposure}");
    let mut told = TOLD.lock().unwrap_or_else(PoisonError::into_inner);
    if told.insert(message.clone()) {
        warning(&message);
    }
}

fn tell(label: &str, style: &str, message: &str) {
    let stderr = io::stderr();
    let label = paint(coloured(&stderr), style, label);
    // Without standard error there is nobody to tell.
    let _ = writeln!(stderr.lock(), "{label} {}", indented(message));
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
/// was chosen by whoever made the component. It may have several lines; where a
/// line is one thing, it takes [`on_one_line`].
pub(crate) fn printable(text: &str) -> String {
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
    fn styles_are_for_those_who_want_them() {
        assert_eq!(paint(false, "31", "text"), "text");
        assert_eq!(paint(true, "31", "text"), "\x1b[31mtext\x1b[0m");
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
