//! The differences between two files, on a page.

use greentic_size_model::diff::{ChangeKind, ChangedPart, Difference};
use serde::Serialize;

use super::text;

/// The number of changes that are kept. No page holds more.
const MOST: usize = 2_000;

/// A difference for a page.
pub(super) struct FileDifference {
    before: String,
    after: String,
    /// The largest changes come first.
    difference: Difference,
}

/// A difference in the form for the page. Its numbers add up to the difference of the
/// files.
#[derive(Serialize)]
struct DifferenceJson<'d> {
    before: &'d str,
    after: &'d str,
    bytes: [u64; 2],
    changes: Vec<ChangeRow>,
    /// The number of all changes. The next one holds the bytes of those that are left out.
    all: usize,
    left_out: i64,
    /// The quiet differences: name, bytes, and number if it is known.
    quiet: Vec<(&'static str, i64, usize)>,
}

/// A change in the form for the page.
#[derive(Serialize)]
struct ChangeRow {
    what: ChangeKind,
    of: ChangedPart,
    name: String,
    before: u64,
    after: u64,
}

impl FileDifference {
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

    fn written(&self, keep: usize) -> DifferenceJson<'_> {
        let Difference {
            before,
            after,
            changes,
            quiet,
        } = &self.difference;
        let (kept, left_out) = changes.split_at(keep);
        DifferenceJson {
            before: &self.before,
            after: &self.after,
            bytes: [*before, *after],
            changes: kept
                .iter()
                .map(|change| ChangeRow {
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
