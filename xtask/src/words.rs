//! Counts the doc comments that open with a question word: `cargo xtask words`.
//!
//! "Returns the size" says more than "How large it is". A few are left: the help of an option
//! may well open with "Where".

use std::cmp::Reverse;
use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::path::Path;
use std::process::ExitCode;

use crate::doc_comments::blocks;
use crate::environment::root;
use crate::sources::{Source, sources};

/// The openings that count.
const OPENINGS: [&str; 5] = ["What", "How", "Whether", "Where", "Why"];

/// The most doc comments that may open so.
const LIMIT: usize = 100;

/// A doc comment that opens with one of the words.
#[derive(Debug, PartialEq)]
struct Place {
    /// The folder of the crate.
    package: String,
    path: String,
    line: usize,
    /// The first line of the comment.
    first: String,
}

/// Prints the count of each crate, with `list` the places too, and says whether the limit holds.
pub(crate) fn run(list: bool) -> ExitCode {
    let result = places(&root()).and_then(|places| {
        print!("{}", table(&places, list));
        check(places.len())
    });
    match result {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("error: {error}");
            ExitCode::FAILURE
        }
    }
}

/// Returns the places in the sources of a folder.
fn places(root: &Path) -> Result<Vec<Place>, String> {
    let sources = sources(root)?;
    Ok(sources.iter().flat_map(places_of).collect())
}

/// Returns the places in one source.
fn places_of(source: &Source) -> Vec<Place> {
    let blocks = blocks(&source.text).into_iter();
    let opens = blocks.filter(|block| opens_with_a_question(block.first));
    opens
        .map(|block| Place {
            package: source.package.clone(),
            path: source.path.clone(),
            line: block.line,
            first: block.first.to_owned(),
        })
        .collect()
}

/// Says whether the first word of a comment is one of those that count.
fn opens_with_a_question(first: &str) -> bool {
    let end = first.find(|c: char| !c.is_alphanumeric());
    OPENINGS.contains(&&first[..end.unwrap_or(first.len())])
}

/// Returns the counts as a table, the crates with the most first.
fn table(places: &[Place], list: bool) -> String {
    let mut counts = BTreeMap::<&str, usize>::new();
    for place in places {
        *counts.entry(&place.package).or_default() += 1;
    }
    let mut counts: Vec<_> = counts.into_iter().collect();
    counts.sort_by_key(|(_, count)| Reverse(*count));
    let mut text = String::new();
    // Writing to a text cannot fail.
    if list {
        for place in places {
            let _ = writeln!(text, "{}:{}: {}", place.path, place.line, place.first);
        }
        text.push('\n');
    }
    for (package, count) in counts {
        let _ = writeln!(text, "{count:>5}  {package}");
    }
    let _ = writeln!(text, "{:>5}  in all; the limit is {LIMIT}", places.len());
    text
}

/// Holds a count to the limit.
fn check(count: usize) -> Result<(), String> {
    if count <= LIMIT {
        return Ok(());
    }
    Err(format!(
        "words: {count} doc comments open with What, How, Whether, Where or Why; the limit is \
         {LIMIT} (open them with a verb; --list shows the places)"
    ))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_first_word_of_a_block_counts() {
        for first in ["What it is.", "How", "Whether", "Where's it?", "Why: so."] {
            assert!(opens_with_a_question(first), "{first}");
        }
        for first in [
            "",
            "Whatever",
            "what it is",
            "Returns what",
            "`What` is",
            "However",
        ] {
            assert!(!opens_with_a_question(first), "{first}");
        }
        let source = Source {
            path: "a/src/b.rs".to_owned(),
            package: "a".to_owned(),
            text: "//! B.\n//!\n//! What more.\n\n/// How.\nstruct C;\n".to_owned(),
        };
        let places = places_of(&source);
        assert_eq!(places.len(), 1);
        assert_eq!((places[0].line, &*places[0].first), (5, "How."));
        let text = table(&places, true);
        assert_eq!(
            text,
            "a/src/b.rs:5: How.\n\n    1  a\n    1  in all; the limit is 100\n"
        );
    }

    #[test]
    fn one_more_than_the_limit_is_a_failure() {
        assert_eq!(check(LIMIT), Ok(()));
        let error = check(LIMIT + 1).unwrap_err();
        assert!(
            error.starts_with("words: 101 doc comments open with "),
            "{error}"
        );
    }
}
