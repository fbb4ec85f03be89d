//! Names from files, as they are shown.

use greentic_untrusted::on_one_line;

/// The number of letters that are shown of a name.
const WIDTH: usize = 100;

/// Returns a name from a file on one line, cut to a limit.
pub(crate) fn short(name: &str) -> String {
    cut(on_one_line(name).chars(), WIDTH, "..")
}

/// Returns the first letters, at most so many, with a mark where others follow.
pub(crate) fn cut(mut letters: impl Iterator<Item = char>, most: usize, mark: &str) -> String {
    let mut first: String = letters.by_ref().take(most).collect();
    if letters.next().is_some() {
        first.push_str(mark);
    }
    first
}
