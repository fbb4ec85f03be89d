//! Colours, where they can be seen.

use std::env;
use std::io::{IsTerminal, stdout};

/// Says whether standard output shows colours.
#[derive(Clone, Copy)]
pub(crate) struct Paint(bool);

impl Paint {
    /// Returns what holds of standard output: a terminal, of a person who has
    /// nothing against colours.
    pub(crate) fn of_output() -> Self {
        let set = |name| env::var_os(name).filter(|value| !value.is_empty());
        let dumb = set("TERM").is_some_and(|terminal| terminal == "dumb");
        Self(wanted(
            stdout().is_terminal(),
            set("NO_COLOR").is_some(),
            dumb,
        ))
    }

    #[cfg(test)]
    pub(crate) fn with(colours: bool) -> Self {
        Self(colours)
    }

    pub(crate) fn good(self, text: &str) -> String {
        self.paint("32", text)
    }

    pub(crate) fn bad(self, text: &str) -> String {
        self.paint("1;31", text)
    }

    pub(crate) fn loud(self, text: &str) -> String {
        self.paint("1;33", text)
    }

    pub(crate) fn bold(self, text: &str) -> String {
        self.paint("1", text)
    }

    fn paint(self, code: &str, text: &str) -> String {
        if self.0 {
            format!("\x1b[{code}m{text}\x1b[0m")
        } else {
            text.to_owned()
        }
    }
}

fn wanted(terminal: bool, refused: bool, dumb: bool) -> bool {
    terminal && !refused && !dumb
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn colours_are_for_terminals_of_people_who_want_them() {
        assert!(wanted(true, false, false));
        for (terminal, refused, dumb) in [
            (false, false, false),
            (true, true, false),
            (true, false, true),
        ] {
            assert!(!wanted(terminal, refused, dumb));
        }
        assert_eq!(Paint(false).bad("x"), "x");
        assert_eq!(Paint(true).bad("x"), "\x1b[1;31mx\x1b[0m");
    }
}
