//! The history, on a page.

use serde::Serialize;

use super::text;

/// The number of moments that are kept: the most points of a chart.
const MOST: usize = 400;

/// The number of files that are kept of a moment.
const FILES: usize = 20;

/// The sizes of files at one time.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Moment {
    /// The time, as `2026-01-31T12:00:00Z`.
    pub time: String,
    /// The release, or the beginning of the commit; empty if neither is known.
    pub label: String,
    /// `true` if the label is that of a release.
    pub release: bool,
    /// Files by name, with their bytes and those after gzip.
    pub files: Vec<(String, u64, u64)>,
}

/// A history in the form for the page.
#[derive(Serialize)]
struct HistoryJson {
    /// The number of all moments.
    all: usize,
    /// The last moments, the oldest first.
    moments: Vec<Moment>,
}

/// Returns JSON of at most `room` bytes with the last moments; `None` if there are none.
pub(super) fn within(history: &[Moment], room: usize) -> Option<String> {
    let mut keep = history.len().min(MOST);
    while keep > 0 {
        let written = text::json(&HistoryJson {
            all: history.len(),
            moments: history[history.len() - keep..]
                .iter()
                .map(Moment::short)
                .collect(),
        });
        if written.len() <= room {
            return Some(written);
        }
        keep /= 2;
    }
    None
}

impl Moment {
    fn short(&self) -> Self {
        let files = self.files.iter().take(FILES);
        Self {
            time: text::name(&self.time),
            label: text::name(&self.label),
            release: self.release,
            files: files
                .map(|(name, bytes, gzip)| (text::name(name), *bytes, *gzip))
                .collect(),
        }
    }
}
