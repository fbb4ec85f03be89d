//! The tools of several tests: the golden cases, and comparing with files.

#![allow(dead_code, reason = "each test uses a part of it")]

pub(crate) mod krate;
pub(crate) mod sections;

use std::path::{Path, PathBuf};

/// Returns whether expectations are to be written anew.
pub(crate) fn blessing() -> bool {
    std::env::var_os("BLESS").is_some_and(|value| value == "1")
}

/// The folders of all golden cases, by name; seen from the package, so that
/// messages with a path in them are the same everywhere.
pub(crate) fn cases() -> Vec<PathBuf> {
    let mut cases: Vec<_> = std::fs::read_dir("tests/golden")
        .expect("tests run in the folder of their package")
        .map(|entry| entry.expect("a readable folder").path())
        .filter(|path| path.is_dir())
        .collect();
    cases.sort();
    assert!(!cases.is_empty(), "no golden cases");
    cases
}

/// The WIT of a case: a file, or a folder where it has dependencies.
pub(crate) fn input(case: &Path) -> Option<PathBuf> {
    ["input.wit", "wit"]
        .into_iter()
        .map(|name| case.join(name))
        .find(|path| path.exists())
}

/// The result of comparing a text to the file that holds what is expected.
#[derive(Debug)]
pub(crate) enum Comparison {
    Equal,
    Missing,
    /// With a unified diff, from the file to the text.
    Different(String),
}

/// Compares `text` with a file, which is written where `BLESS` is 1 and
/// something has changed.
pub(crate) fn compare(path: &Path, text: &str) -> Comparison {
    let present = std::fs::read_to_string(path).ok();
    if present.as_deref() == Some(text) {
        return Comparison::Equal;
    }
    if blessing() {
        std::fs::write(path, text).expect("the expectation can be written");
        return Comparison::Equal;
    }
    match present {
        None => Comparison::Missing,
        Some(present) => Comparison::Different(diff(path, &present, text)),
    }
}

/// A unified diff from what is expected to what came.
pub(crate) fn diff(path: &Path, expected: &str, came: &str) -> String {
    similar::TextDiff::from_lines(expected, came)
        .unified_diff()
        .context_radius(3)
        .header(&path.display().to_string(), "what came")
        .to_string()
}

/// Copies a folder with all that is in it.
pub(crate) fn copy(from: &Path, to: &Path) {
    std::fs::create_dir_all(to).expect("a folder");
    for entry in std::fs::read_dir(from).expect("a folder") {
        let path = entry.expect("an entry").path();
        let to = to.join(path.file_name().expect("a name"));
        if path.is_dir() {
            copy(&path, &to);
        } else {
            std::fs::copy(&path, &to).expect("a copy");
        }
    }
}
