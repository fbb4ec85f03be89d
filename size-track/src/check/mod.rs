//! Holds files against budgets, the baseline and the last release.

mod growth;
mod hold;
mod markdown;
mod toolchain;

use greentic_size_model::explain::Chain;
use jiff::Timestamp;
use serde::Serialize;

pub use self::growth::{Grown, Growth};
pub use self::hold::{Against, Subject, file};
pub use self::markdown::{annotations, summary};
pub use self::toolchain::{Sources, ToolchainChange};
use crate::broken::Broken;
use crate::snapshot::{Sizes, Snapshot};

/// What to do when files were made with other tools than before.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[cfg_attr(feature = "cli", derive(clap::ValueEnum))]
pub enum ToolchainPolicy {
    /// Growth is no fault where the sources are the same
    Allow,
    /// Warn
    #[default]
    Warn,
    /// It is a fault
    Fail,
}

/// What came out of a check.
#[derive(Clone, Debug, Serialize)]
pub struct Report {
    /// Whether nothing is broken.
    pub holds: bool,
    /// What steps are measured from; `None` without a baseline.
    pub baseline: Option<Stamp>,
    /// What drift is measured from: the last release, or where there is none the beginning
    /// of the history; `None` without a history.
    pub release: Option<Stamp>,
    /// The files, in the order in which they were given.
    pub files: Vec<FileReport>,
    /// Files of the baseline that were not looked at.
    pub missing: Vec<String>,
    /// What does not hold.
    pub broken: Vec<Broken>,
    /// What holds, and should be looked at.
    pub warnings: Vec<Broken>,
}

/// When a snapshot was taken.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Stamp {
    /// The time.
    pub time: Timestamp,
    /// The commit.
    pub commit: Option<String>,
    /// The release.
    pub release: Option<String>,
}

/// What came out for one file.
#[derive(Clone, Debug, Serialize)]
pub struct FileReport {
    /// What it is called.
    pub name: String,
    /// Where it is.
    pub path: String,
    /// The table of its budget; `None` where it has none.
    pub budget: Option<String>,
    /// Its sizes.
    pub sizes: Sizes,
    /// Each number of the budget, and what is the case.
    pub bounds: Vec<Left>,
    /// Bytes of the file in the baseline; `None` where it is not in there.
    pub baseline_bytes: Option<u64>,
    /// The bytes that it has more than that.
    pub difference: Option<i64>,
    /// Bytes of the file in the release.
    pub release_bytes: Option<u64>,
    /// The bytes that it has more than that.
    pub drift: Option<i64>,
    /// What grew since the baseline.
    pub grew: Option<Growth>,
    /// What it was made with, compared with the baseline.
    pub toolchain: Option<ToolchainChange>,
    /// What it imports and should not.
    pub new_imports: Vec<NewImport>,
}

/// A number of a budget.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Left {
    /// The key.
    pub key: &'static str,
    /// The most.
    pub most: u64,
    /// What is the case.
    pub actual: u64,
    /// What is left; less than 0 where it is broken.
    pub left: i64,
}

/// An import that should not be.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct NewImport {
    /// What is imported.
    pub name: String,
    /// What keeps it in: from an export to the import.
    pub chain: Option<Chain>,
}

impl Stamp {
    /// Returns when a snapshot was taken.
    pub fn of(snapshot: &Snapshot) -> Self {
        Self {
            time: snapshot.time,
            commit: snapshot.commit.clone(),
            release: snapshot.release.clone(),
        }
    }
}

impl Report {
    /// Begins a report without files.
    pub fn begin(against: &Against<'_>) -> Self {
        Self {
            holds: true,
            baseline: against.baseline.map(Stamp::of),
            release: against.release.map(Stamp::of),
            files: Vec::new(),
            missing: Vec::new(),
            broken: Vec::new(),
            warnings: Vec::new(),
        }
    }

    /// Has warnings count as faults.
    pub fn deny_warnings(&mut self) {
        self.broken.append(&mut self.warnings);
        self.holds = self.broken.is_empty();
    }

    /// Returns what does not hold of a file.
    pub fn broken_of<'r>(&'r self, file: &'r str) -> impl Iterator<Item = &'r Broken> {
        self.broken
            .iter()
            .filter(move |broken| broken.component == file)
    }
}
