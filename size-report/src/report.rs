//! What a survey found, for programs.

use serde::Serialize;

use crate::broken::Broken;
use crate::budget::Budget;
use crate::measure::Measurement;

/// The version of the JSON that [`Report`] turns into. It grows when a field
/// changes its meaning or goes away; new fields do not count.
pub const SCHEMA_VERSION: u32 = 2;

/// What a survey found.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Report {
    /// [`SCHEMA_VERSION`].
    pub schema_version: u32,
    /// What `rustc --version` says.
    pub toolchain: String,
    /// The target that was built for.
    pub target: String,
    /// The Cargo profile that was built with.
    pub profile: String,
    /// The components, by name.
    pub components: Vec<Component>,
    /// The budgets and answers that do not hold; empty when all is well.
    pub broken: Vec<Broken>,
}

/// One component of a report.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Component {
    /// Name of the package.
    pub name: String,
    /// The interface that says what the component is for; `null` where it has
    /// none that the host knows.
    pub world: Option<String>,
    /// The file that was measured and run, as an absolute path.
    pub path: String,
    /// The sizes.
    #[serde(flatten)]
    pub sizes: Measurement,
    /// The budget that the sizes were held against.
    pub budget: Budget,
    /// How many answers are declared.
    pub answers: usize,
}

impl Report {
    /// Whether every budget and every answer holds.
    pub fn holds(&self) -> bool {
        self.broken.is_empty()
    }
}
