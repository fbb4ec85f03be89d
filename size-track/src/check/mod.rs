//! Checks files against budgets, the baseline and the last release.

mod growth;
mod hold;
mod markdown;
mod toolchain;

use greentic_size_model::explain::Chain;
use jiff::Timestamp;
use serde::Serialize;

pub use self::growth::{Grown, Growth};
pub use self::hold::{Against, CheckedFile, file};
pub use self::markdown::{annotations, summary};
pub use self::toolchain::{SourceChange, ToolchainChange};
use crate::budget::own::BOUNDS;
use crate::snapshot::{Sizes, Snapshot};
use crate::violation::Violation;

/// The policy for files that were made with other tools than before.
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

/// The result of a check.
#[derive(Clone, Debug, Serialize)]
pub struct CheckReport {
    /// `true` if nothing is broken.
    pub holds: bool,
    /// The snapshot from which steps are measured; `None` without a baseline.
    pub baseline: Option<Stamp>,
    /// The snapshot from which drift is measured: the last release, or if there is none
    /// the beginning of the history; `None` without a history.
    pub release: Option<Stamp>,
    /// The files, in the order in which they were given.
    pub files: Vec<FileCheck>,
    /// Files of the baseline that were not checked.
    pub missing: Vec<String>,
    /// Promises that do not hold.
    #[serde(rename = "broken")]
    pub violations: Vec<Violation>,
    /// Things that hold, but deserve a look.
    pub warnings: Vec<Violation>,
}

/// The time, the commit and the release of a snapshot.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Stamp {
    /// The time.
    pub time: Timestamp,
    /// The commit.
    pub commit: Option<String>,
    /// The release.
    pub release: Option<String>,
}

/// The result for one file.
#[derive(Clone, Debug, Serialize)]
pub struct FileCheck {
    /// The name.
    pub name: String,
    /// The path.
    pub path: String,
    /// The table of its budget; `None` if it has none.
    pub budget: Option<String>,
    /// Its sizes.
    pub sizes: Sizes,
    /// Each number of the budget, with the measured one.
    pub bounds: Vec<BoundCheck>,
    /// Bytes of the file in the baseline; `None` if the file is not in it.
    pub baseline_bytes: Option<u64>,
    /// The difference from the baseline, in bytes.
    pub difference: Option<i64>,
    /// Bytes of the file in the release.
    pub release_bytes: Option<u64>,
    /// The difference from the release, in bytes.
    pub drift: Option<i64>,
    /// The growth since the baseline.
    pub grew: Option<Growth>,
    /// The tools, compared with those of the baseline.
    pub toolchain: Option<ToolchainChange>,
    /// The imports that are not allowed.
    pub new_imports: Vec<NewImport>,
}

/// A number of a budget.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct BoundCheck {
    /// The key.
    pub key: &'static str,
    /// The limit.
    pub most: u64,
    /// The measured number.
    pub actual: u64,
    /// The difference between both; less than 0 if the limit is broken.
    pub left: i64,
}

/// An import that is not allowed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct NewImport {
    /// The name of the import.
    pub name: String,
    /// The chain that keeps it in, from an export to the import.
    pub chain: Option<Chain>,
}

impl BoundCheck {
    /// Returns whether it limits the size of the file.
    pub fn is_of_file(&self) -> bool {
        let mut bounds = BOUNDS.iter().filter(|bound| bound.of_file);
        bounds.any(|bound| bound.key == self.key)
    }
}

impl Stamp {
    /// Returns the stamp of a snapshot.
    pub fn of(snapshot: &Snapshot) -> Self {
        Self {
            time: snapshot.time,
            commit: snapshot.commit.clone(),
            release: snapshot.release.clone(),
        }
    }
}

impl CheckReport {
    /// Begins a report without files.
    pub fn begin(against: &Against<'_>) -> Self {
        Self {
            holds: true,
            baseline: against.baseline.map(Stamp::of),
            release: against.release.map(Stamp::of),
            files: Vec::new(),
            missing: Vec::new(),
            violations: Vec::new(),
            warnings: Vec::new(),
        }
    }

    /// Turns warnings into faults.
    pub fn deny_warnings(&mut self) {
        self.violations.append(&mut self.warnings);
        self.holds = self.violations.is_empty();
    }

    /// Returns the faults of a file.
    pub fn violations_of<'r>(&'r self, file: &'r str) -> impl Iterator<Item = &'r Violation> {
        self.violations
            .iter()
            .filter(move |violation| violation.component == file)
    }
}
