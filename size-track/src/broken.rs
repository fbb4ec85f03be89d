//! What did not hold.

use serde::Serialize;
use serde_json::Value;

/// A budget, an answer or a limit that does not hold.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Broken {
    /// Name of the component.
    pub component: String,
    /// What kind of promise it is.
    pub check: Check,
    /// Which one: the key of a budget, `answer 3`, `answers.toml`,
    /// or what the limit is of.
    pub key: String,
    /// What was promised; `null` where nothing was.
    pub expected: Value,
    /// What is the case; `null` where that is unknown.
    pub actual: Value,
    /// What is wrong and what to do about it, for people. May have several
    /// lines.
    pub message: String,
}

/// The kinds of promises that a component makes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Check {
    /// A line of `size-budgets.toml`.
    Budget,
    /// An answer of `answers.toml`.
    Answer,
    /// The limit of a world.
    Limit,
    /// What may be imported.
    Imports,
    /// What should be left of a budget.
    Headroom,
    /// The most growth since the baseline.
    Step,
    /// The most growth since the last release.
    Drift,
    /// The tool chain of the baseline.
    Toolchain,
}
