//! What has changed, on a page.

use greentic_size_model::diff::{Difference, Of, What};
use serde::Serialize;

use super::text;

/// Changes that are kept: more do not get onto a page.
const MOST: usize = 2_000;

/// A difference that is going to be on a page.
pub(super) struct Compared {
    before: String,
    after: String,
    /// The most first.
    difference: Difference,
}

/// A difference, as the page reads it. All of it adds up to the difference of the files.
#[derive(Serialize)]
struct Written<'d> {
    before: &'d str,
    after: &'d str,
    bytes: [u64; 2],
    changes: Vec<Line>,
    /// How many changes there are, and the bytes of those that are left out.
    all: usize,
    left_out: i64,
    /// What is nothing to speak of: what it is, bytes, and how often where that is known.
    quiet: Vec<(&'static str, i64, usize)>,
}

/// A change, as the page reads it.
#[derive(Serialize)]
struct Line {
    what: What,
    of: Of,
    name: String,
    before: u64,
    after: u64,
}

impl Compared {
    pub(super) fn of(before: &str, after: &str, difference: Difference) -> Self {
        Self {
            before: text::name(before),
            after: text::name(after),
            difference,
        }
    }

    /// Returns JSON of at most `room` bytes.
    pub(super) fn within(&self, room: usize) -> String {
        let mut keep = self.difference.changes.len().min(MOST);
        loop {
            let written = text::json(&self.written(keep));
            if written.len() <= room || keep == 0 {
                return written;
            }
            keep /= 2;
        }
    }

    fn written(&self, keep: usize) -> Written<'_> {
        let Difference {
            before,
            after,
            changes,
            quiet,
        } = &self.difference;
        let (kept, left_out) = changes.split_at(keep);
        Written {
            before: &self.before,
            after: &self.after,
            bytes: [*before, *after],
            changes: kept
                .iter()
                .map(|change| Line {
                    what: change.what,
                    of: change.of,
                    name: text::name(&change.name),
                    before: change.before,
                    after: change.after,
                })
                .collect(),
            all: changes.len(),
            left_out: left_out.iter().map(|change| change.difference).sum(),
            quiet: vec![
                ("indices, addresses and headers", quiet.indices, 0),
                ("names and debug information", quiet.names, 0),
                ("smaller changes", quiet.small, 0),
                (
                    "functions merged with others of the same code",
                    quiet.merged,
                    quiet.merged_functions,
                ),
                ("functions renamed", 0, quiet.renamed.len()),
                (
                    "functions with other code of the same size",
                    0,
                    quiet.rewritten,
                ),
            ],
        }
    }
}
