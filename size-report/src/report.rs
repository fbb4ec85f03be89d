//! The measurements of the examples, for programs.

use serde::Serialize;

use crate::budget::Budget;
use crate::measure::Measurement;
use crate::violation::Violation;

/// The version of the JSON form of [`Report`]. It grows when a field changes its meaning
/// or goes away, but not with new fields.
pub const SCHEMA_VERSION: u32 = 2;

/// The measurements of the examples.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Report {
    /// [`SCHEMA_VERSION`].
    pub schema_version: u32,
    /// The output of `rustc --version`.
    pub toolchain: String,
    /// The target of the build.
    pub target: String,
    /// The Cargo profile of the build.
    pub profile: String,
    /// The components, by name.
    pub components: Vec<Component>,
    /// The budgets and answers that do not hold; empty if all hold.
    #[serde(rename = "broken")]
    pub violations: Vec<Violation>,
}

/// One component of a report.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Component {
    /// Name of the package.
    pub name: String,
    /// The interface that tells the purpose of the component; `null` if it has none that
    /// the host knows.
    pub world: Option<String>,
    /// The file that was measured and run, as an absolute path.
    pub path: String,
    /// The sizes.
    #[serde(flatten)]
    pub sizes: Measurement,
    /// The budget that the sizes must keep.
    pub budget: Budget,
    /// The number of declared answers.
    pub answers: usize,
}

impl Report {
    /// Returns whether every budget and every answer holds.
    pub fn holds(&self) -> bool {
        self.violations.is_empty()
    }
}
